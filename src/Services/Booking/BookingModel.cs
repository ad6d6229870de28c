using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Closures;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Booking.Feeds;
using PadelSaaS.Booking.Lessons;
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

    public DbSet<Lesson> Lessons => Set<Lesson>();

    public DbSet<LessonPlace> LessonPlaces => Set<LessonPlace>();

    public DbSet<CoachHours> CoachHours => Set<CoachHours>();

    public DbSet<Draw> Draws => Set<Draw>();

    public DbSet<DrawEntry> DrawEntries => Set<DrawEntry>();

    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var booking = modelBuilder.Entity<Booking>();
        booking.ToTable("bookings").HasKey(row => row.Id);
        booking.Ignore(row => row.IsPlayers).Ignore(row => row.Price).Ignore(row => row.Unpaid).Ignore(row => row.Code);
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
        modelBuilder.Entity<Lesson>().HasKey(row => row.BookingId);
        modelBuilder.Entity<Lesson>().Property(row => row.BookingId).ValueGeneratedNever();
        modelBuilder.Entity<LessonPlace>().Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<Draw>(draw =>
        {
            draw.Property(row => row.Id).ValueGeneratedNever();
            draw.Ignore(row => row.Link);
        });
        modelBuilder.Entity<DrawEntry>(entry =>
        {
            entry.Property(row => row.Id).ValueGeneratedNever();
            entry.Ignore(row => row.Booker);
        });
        modelBuilder.Entity<CoachHours>(hours =>
        {
            hours.HasKey(row => row.CoachId);
            hours.Property(row => row.CoachId).ValueGeneratedNever();
            hours.Ignore(row => row.Week).Ignore(row => row.Days);
            hours.Property(row => row.Weekly).HasColumnType("jsonb");
            hours.Property(row => row.Exceptions).HasColumnType("jsonb");
        });
        modelBuilder.Entity<CalendarFeed>().Property(row => row.Id).ValueGeneratedNever();
        booking.Seals(nameof(Booking.GuestPhone), Numbers.OfBooking);
        modelBuilder.Entity<WeeklySeries>().Seals(nameof(WeeklySeries.GuestPhone), Numbers.OfSeries);
        modelBuilder.Entity<WaitlistEntry>().Seals(nameof(WaitlistEntry.Phone), Numbers.OfWaiting);
        modelBuilder.Entity<LessonPlace>().Seals(nameof(LessonPlace.Phone), Numbers.OfPlace);
        booking.Property(row => row.PriceLines).HasColumnType("jsonb");
        booking.Property(row => row.Terms).HasColumnType("jsonb");
        booking.Property(row => row.PriceBasis).HasColumnType("jsonb");
        booking.Property(row => row.CancellationTiers).HasColumnType("jsonb");
    }
}
