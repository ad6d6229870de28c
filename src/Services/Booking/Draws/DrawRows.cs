using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Draws;

/// <summary>A draw, as its row says.</summary>
public sealed class Draw
{
    public required Guid Id { get; init; }

    public required Guid VenueId { get; init; }

    public required DateOnly LocalDate { get; init; }

    public required int FromMinute { get; init; }

    public required int ToMinute { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Until then players may enter; then it is drawn.</summary>
    public required DateTimeOffset DrawAt { get; init; }

    public required int ConfirmMinutes { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>SHA-256 of the seed.</summary>
    public required string Commitment { get; init; }

    /// <summary>The seed while nobody may know it.</summary>
    public byte[]? SeedSealed { get; set; }

    /// <summary>The seed, once it is drawn.</summary>
    public string? Seed { get; set; }

    public int LastNumber { get; set; }

    public DateTimeOffset? DrawnAt { get; set; }

    public DateTimeOffset? CalledOffAt { get; set; }

    /// <summary>Path of its page.</summary>
    public string Link => $"/draws/{Id}";

    /// <summary>Whether players may enter.</summary>
    public bool IsOpen(DateTimeOffset now) => DrawnAt is null && CalledOffAt is null && now < DrawAt;

    /// <summary>The times as facts tell them.</summary>
    public DrawnTimes Tell(VenueCard venue) => new(Id, VenueId, venue.Name, venue.Zone, StartsAt, EndsAt);
}

/// <summary>Somebody's wish in a draw, as its row says.</summary>
public sealed class DrawEntry
{
    /// <summary>Waits for the draw.</summary>
    public const string Entered = "entered";

    public const string Withdrawn = "withdrawn";

    /// <summary>A court is held for them.</summary>
    public const string Won = "won";

    /// <summary>They have taken it.</summary>
    public const string Taken = "taken";

    /// <summary>They have let it go.</summary>
    public const string Passed = "passed";

    /// <summary>Drawn further back: asked when somebody before them lets a court go.</summary>
    public const string Reserve = "reserve";

    public const string Missed = "missed";

    public required Guid Id { get; init; }

    public required Guid DrawId { get; init; }

    /// <summary>By this the published order names the entry.</summary>
    public required int Number { get; init; }

    public required Guid UserId { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    public required string Language { get; init; }

    /// <summary>The one court that will do; none for any.</summary>
    public Guid? CourtId { get; init; }

    /// <summary>Starts that will do, the dearest first.</summary>
    public required DateTimeOffset[] Starts { get; init; }

    public required int DurationMinutes { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public string Status { get; set; } = Entered;

    /// <summary>Place in the drawn order, from 1.</summary>
    public int? Place { get; set; }

    /// <summary>The court that is or was held for them.</summary>
    public Guid? BookingId { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Who it is, as facts tell it.</summary>
    public Booker Booker => new(UserId, Name, Email, Language);
}
