using PadelSaaS.Contracts;

namespace PadelSaaS.Payments;

/// <summary>Something bought that is no booking. Its id is the payment's <c>purpose_id</c>; it is handed over once.</summary>
internal sealed class Purchase
{
    public const string Open = "open";
    public const string Done = "done";
    public const string Failed = "failed";

    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    /// <summary>One of <see cref="PaymentPurpose"/>.</summary>
    public string Purpose { get; init; } = "";

    public Guid? ProductId { get; init; }

    public long PriceMinor { get; init; }

    public long CreditMinor { get; init; }

    public string Currency { get; init; } = "";

    public string Label { get; init; } = "";

    /// <summary>How long the credit lives from the day it is there; <see langword="null"/> for good.</summary>
    public int? ValidDays { get; init; }

    public int[] Weekdays { get; init; } = [];

    public Guid[] VenueIds { get; init; } = [];

    /// <summary>What the buyer of a gift card said about it, until it is paid.</summary>
    public string? Gift { get; set; }

    public string State { get; set; } = Open;

    public DateTimeOffset CreatedAt { get; init; }

    public Money Price => new(PriceMinor, Currency);

    public Money Credit => new(CreditMinor, Currency);
}
