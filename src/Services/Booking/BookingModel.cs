using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Closures;
using PadelSaaS.Booking.Series;
using PadelSaaS.Platform.Data;

namespace PadelSaaS.Booking;

/// <summary>The bookings of one club, for everything that is not in a hurry; the hot paths write SQL.</summary>
internal sealed class BookingModel(DbContextOptions<BookingModel> options) : ServiceModel(options)
{
    public DbSet<Booking> Bookings => Set<Booking>();

    public DbSet<Closure> Closures => Set<Closure>();

    public DbSet<WeeklySeries> Series => Set<WeeklySeries>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var booking = modelBuilder.Entity<Booking>();
        booking.ToTable("bookings").HasKey(row => row.Id);
        booking.Ignore(row => row.Price).Ignore(row => row.Unpaid).Ignore(row => row.Code);
        modelBuilder.Entity<WeeklySeries>().ToTable("series").Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<Closure>().ToTable("closures").Property(row => row.Id).ValueGeneratedNever();
        booking.Property(row => row.PriceLines).HasColumnType("jsonb");
        booking.Property(row => row.Terms).HasColumnType("jsonb");
        booking.Property(row => row.PriceBasis).HasColumnType("jsonb");
        booking.Property(row => row.CancellationTiers).HasColumnType("jsonb");
    }
}
