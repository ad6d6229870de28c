namespace PadelSaaS.Booking.Promos;

/// <summary>A code that takes something off the court's price, as its row says.</summary>
public sealed class PromoCode
{
    public Guid Id { get; set; }

    /// <summary>What is typed, in capitals.</summary>
    public string Code { get; set; } = "";

    /// <summary>A share of the price, or</summary>
    public int? BasisPoints { get; set; }

    /// <summary>a fixed amount.</summary>
    public long? AmountMinor { get; set; }

    public string Currency { get; set; } = "";

    /// <summary>First date of the venue's clocks on which it may be used.</summary>
    public DateOnly? FirstDate { get; set; }

    public DateOnly? LastDate { get; set; }

    public int? MostUses { get; set; }

    public int? MostPerCustomer { get; set; }

    /// <summary>What the court has to cost at least.</summary>
    public long? LeastMinor { get; set; }

    /// <summary>Days of play, 1 for Monday; none for all.</summary>
    public int[] Weekdays { get; set; } = [];

    /// <summary>Courts it counts for; none for all.</summary>
    public Guid[] CourtIds { get; set; } = [];

    public bool Active { get; set; } = true;

    /// <summary>Bookings and holds that have it now.</summary>
    public int Uses { get; set; }

    /// <summary>Rises with every change: a price that was made by another one does not spend it.</summary>
    public int Revision { get; set; } = 1;

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public string UpdatedBy { get; set; } = "";

    /// <summary>A code as people type it, in its one spelling.</summary>
    public static string Spelled(string typed) => string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant();
}
