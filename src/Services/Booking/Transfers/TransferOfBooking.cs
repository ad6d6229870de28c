namespace PadelSaaS.Booking.Transfers;

/// <summary>Handing a booking over, as its page shows it.</summary>
/// <param name="Open">The offer that stands, if one does.</param>
public sealed record TransferOfBooking(Transfer? Open)
{
    /// <summary>The address typed last, where that was refused.</summary>
    public string? Typed { get; init; }

    /// <summary>Why.</summary>
    public string? Error { get; init; }
}
