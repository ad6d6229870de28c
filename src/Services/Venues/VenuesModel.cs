using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Data;
using PadelSaaS.Venues.Managing;
using PadelSaaS.Venues.Photos;
using PadelSaaS.Venues.Prices;

namespace PadelSaaS.Venues;

/// <summary>The service's tables, for changing them. What is asked a thousand times a second is read by <see cref="VenueReader"/>.</summary>
internal sealed class VenuesModel(DbContextOptions<VenuesModel> options) : ServiceModel(options)
{
    public DbSet<Venue> Venues => Set<Venue>();

    public DbSet<HistoryRow> History => Set<HistoryRow>();

    /// <summary>Venues with all that belongs to them.</summary>
    public IQueryable<Venue> Whole => Venues.Include(venue => venue.Courts).Include(venue => venue.Hours).Include(venue => venue.Exceptions).Include(venue => venue.Seasons)
        .Include(venue => venue.PriceVersions).Include(venue => venue.Groups).Include(venue => venue.Photos).AsSplitQuery();

    /// <summary>Every venue with all that belongs to it, closed ones too, to be changed.</summary>
    public Task<List<Venue>> WholeAsync(CancellationToken stop) => Whole.OrderBy(venue => venue.Position).ThenBy(venue => venue.Key).ToListAsync(stop);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Venue>(venue =>
        {
            venue.ToTable("venues").Property(row => row.Id).ValueGeneratedNever();
            venue.Property(row => row.About).HasColumnType("jsonb");
            venue.Property(row => row.HouseRules).HasColumnType("jsonb");
            venue.Property(row => row.Cancellation).HasColumnType("jsonb");
            venue.Property(row => row.Policy).HasColumnType("jsonb");
            venue.HasMany(row => row.Courts).WithOne().HasForeignKey(court => court.VenueId);
            venue.HasMany(row => row.Hours).WithOne().HasForeignKey(hours => hours.VenueId);
            venue.HasMany(row => row.Exceptions).WithOne().HasForeignKey(exception => exception.VenueId);
            venue.HasMany(row => row.Seasons).WithOne().HasForeignKey(season => season.VenueId);
            venue.HasMany(row => row.Groups).WithOne().HasForeignKey(group => group.VenueId);
            venue.HasMany(row => row.Photos).WithOne().HasForeignKey(photo => photo.VenueId);
            venue.HasMany(row => row.PriceVersions).WithOne().HasForeignKey(price => price.VenueId);
            venue.Ignore(row => row.Edited).Ignore(row => row.EditedList).Ignore(row => row.ExtrasNow);
        });
        modelBuilder.Entity<HistoryRow>(row =>
        {
            row.ToTable("venue_history").Property(line => line.Changes).HasColumnType("jsonb");
            row.HasOne<Venue>().WithMany().HasForeignKey(line => line.VenueId);
        });
        modelBuilder.Entity<Court>().ToTable("courts").Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<HoursRow>().ToTable("opening_hours").HasKey(row => new { row.VenueId, row.Weekday, row.Opens });
        modelBuilder.Entity<DateExceptionRow>().ToTable("date_exceptions").HasKey(row => new { row.VenueId, row.Date });
        modelBuilder.Entity<DateExceptionRow>().Property(row => row.Hours).HasColumnType("jsonb");
        modelBuilder.Entity<SeasonRow>().ToTable("seasons").HasKey(row => new { row.VenueId, row.First });
        modelBuilder.Entity<SeasonRow>().Property(row => row.Hours).HasColumnType("jsonb");
        modelBuilder.Entity<GroupRow>().ToTable("court_groups").Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<PhotoRow>().ToTable("venue_photos").Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<PhotoRow>().Property(row => row.Alt).HasColumnType("jsonb");
        modelBuilder.Entity<PriceVersionRow>().ToTable("price_versions").Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<PriceVersionRow>().Property(row => row.Content).HasColumnType("jsonb");
    }
}
