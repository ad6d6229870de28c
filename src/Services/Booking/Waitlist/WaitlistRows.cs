namespace PadelSaaS.Booking.Waitlist;

/// <summary>Somebody who waits for a court, as their row says.</summary>
internal sealed class WaitlistEntry
{
    public const string Waiting = "waiting";
    public const string Offered = "offered";
    public const string Accepted = "accepted";
    public const string Ended = "ended";
    public const string Left = "left";

    public required Guid Id { get; init; }

    public required Guid VenueId { get; init; }

    /// <summary>Courts that will do; none for any.</summary>
    public Guid[] CourtIds { get; init; } = [];

    public required DateTimeOffset Earliest { get; init; }

    /// <summary>The latest start, inclusive.</summary>
    public required DateTimeOffset Latest { get; init; }

    public required int DurationMinutes { get; init; }

    public Guid? UserId { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    public string? Phone { get; init; }

    public required string Language { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    public string Status { get; set; } = Waiting;

    /// <summary>Who waits: the account, or the address of a guest.</summary>
    public required string Person { get; init; }

    /// <summary>Whether they still wait or have an offer.</summary>
    public bool IsLive => Status is Waiting or Offered;

    public static string PersonOf(Guid? account, string email) => account?.ToString() ?? email.ToLowerInvariant();
}

/// <summary>A court held for somebody in line.</summary>
internal sealed class WaitlistOffer
{
    public const string Open = "open";
    public const string Accepted = "accepted";
    public const string Declined = "declined";
    public const string Passed = "passed";

    /// <summary>The hold.</summary>
    public required Guid BookingId { get; init; }

    public required Guid EntryId { get; init; }

    public required Guid CourtId { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public string State { get; set; } = Open;
}
