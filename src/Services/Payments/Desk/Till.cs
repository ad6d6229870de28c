using PadelSaaS.Contracts;

namespace PadelSaaS.Payments.Desk;

/// <summary>A drawer of a venue, from its opening to its counting.</summary>
public sealed class Till
{
    public Guid Id { get; set; }

    public Guid VenueId { get; set; }

    public string VenueName { get; set; } = "";

    public string Zone { get; set; } = "";

    public string Currency { get; set; } = "";

    public long FloatMinor { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    public Guid? OpenedBy { get; set; }

    public string OpenedByName { get; set; } = "";

    public DateTimeOffset? ClosedAt { get; set; }

    public Guid? ClosedBy { get; set; }

    public string? ClosedByName { get; set; }

    public long? ExpectedMinor { get; set; }

    public long? CountedMinor { get; set; }

    /// <summary>JSON: how many of each coin and note, where they were counted one by one.</summary>
    public string? Counts { get; set; }

    public string? Note { get; set; }

    public bool IsOpen => ClosedAt is null;

    public Money Of(long minor) => new(minor, Currency);
}

/// <summary>Something that went through a desk.</summary>
public sealed class TillMovement
{
    public const string Taken = "taken";
    public const string Reversed = "reversed";
    public const string GivenBack = "given_back";
    public const string In = "in";
    public const string Out = "out";

    public Guid Id { get; set; }

    public Guid? TillId { get; set; }

    public string Kind { get; set; } = "";

    public string Method { get; set; } = "";

    /// <summary>More in the drawer, or on the terminal, is positive.</summary>
    public long AmountMinor { get; set; }

    public string Currency { get; set; } = "";

    public Guid? PaymentId { get; set; }

    public Guid? BookingId { get; set; }

    public string? Reason { get; set; }

    public string? Reference { get; set; }

    public DateTimeOffset At { get; set; }

    public Guid? By { get; set; }

    public string ByName { get; set; } = "";

    public Money Amount => new(AmountMinor, Currency);
}
