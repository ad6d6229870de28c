using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Closures;
using PadelSaaS.Booking.Promos;
using PadelSaaS.Booking.Series;
using PadelSaaS.Booking.Waitlist;
using PadelSaaS.Platform.Data;

namespace PadelSaaS.Booking;

/// <summary>The bookings of one club, for everything that is not in a hurry; the hot paths write SQL.</summary>
internal sealed class BookingModel(DbContextOptions<BookingModel> options) : ServiceModel(options)
{
    public DbSet<Booking> Bookings => Set<Booking>();

    public DbSet<Closure> Closures => Set<Closure>();

    public DbSet<WeeklySeries> Series => Set<WeeklySeries>();

    public DbSet<PromoCode> PromoCodes => Set<PromoCode>();

    public DbSet<WaitlistEntry> WaitlistEntries => Set<WaitlistEntry>();

    public DbSet<WaitlistOffer> WaitlistOffers => Set<WaitlistOffer>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var booking = modelBuilder.Entity<Booking>();
        booking.ToTable("bookings").HasKey(row => row.Id);
        booking.Ignore(row => row.Price).Ignore(row => row.Unpaid).Ignore(row => row.Code);
        modelBuilder.Entity<WeeklySeries>().ToTable("series").Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<PromoCode>().Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<Closure>().ToTable("closures").Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<WaitlistEntry>(entry =>
        {
            entry.Property(row => row.Id).ValueGeneratedNever();
            entry.Ignore(row => row.IsLive);
        });
        modelBuilder.Entity<WaitlistOffer>(offer =>
        {
            offer.HasKey(row => row.BookingId);
            offer.Property(row => row.BookingId).ValueGeneratedNever();
            offer.HasOne<WaitlistEntry>().WithMany().HasForeignKey(row => row.EntryId);
        });
        booking.Property(row => row.PriceLines).HasColumnType("jsonb");
        booking.Property(row => row.Terms).HasColumnType("jsonb");
        booking.Property(row => row.PriceBasis).HasColumnType("jsonb");
        booking.Property(row => row.CancellationTiers).HasColumnType("jsonb");
    }
}
