namespace PadelSaaS.Contracts.Booking;

/// <summary>Somebody is offered a booking of somebody else. It is theirs only when they take it.</summary>
/// <param name="Court">The booking, still the old player's.</param>
/// <param name="Receiver">Who may take it.</param>
/// <param name="Until">When the offer ends by itself.</param>
/// <param name="Link">Path of the page where it is taken or declined, with a key of its own.</param>
public sealed record TransferOffered(BookedCourt Court, Guid TransferId, Booker Receiver, DateTimeOffset Until, string Link) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}

/// <summary>Who was offered a booking does not want it: it stays whose it is.</summary>
public sealed record TransferDeclined(BookedCourt Court, Guid TransferId, Booker Receiver) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}

/// <summary>A booking is another player's now, with what was paid and agreed. The former player's key opens it no more.</summary>
/// <param name="From">The booking as it was the former player's.</param>
/// <param name="Court">The booking as it is the new player's.</param>
public sealed record BookingTransferred(BookedCourt From, BookedCourt Court, Guid TransferId) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}
