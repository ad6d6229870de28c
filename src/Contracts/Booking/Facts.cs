namespace PadelSaaS.Contracts.Booking;

/// <summary>Who plays or pays, as far as another service needs to know. A number to call is not told: <see cref="IBookingContacts"/> is asked for it.</summary>
/// <param name="AccountId">The account, for somebody signed in; guests have none.</param>
/// <param name="Language">Two-letter code the person used when booking.</param>
public sealed record Booker(Guid? AccountId, string Name, string? Email, string Language);

/// <summary>The booking as every fact about it tells it: enough for a mail or a ledger line without asking back.</summary>
/// <param name="Zone">IANA zone of the venue: every time is shown in it.</param>
/// <param name="Link">Path of the booking's page on the club's site, with the guest's key where there is no account.</param>
/// <param name="Moves">How often its court or time has changed: a calendar takes the file with the higher number.</param>
/// <param name="PartOf">What was done to several bookings at once; its own fact tells people, and nobody writes to them about this booking alone.</param>
public sealed record BookedCourt(
    Guid BookingId, Guid VenueId, string VenueName, Guid CourtId, string CourtName,
    DateTimeOffset Start, DateTimeOffset End, string Zone, Money Price, Booker Booker, string Link, int Moves = 0, Guid? PartOf = null)
{
    /// <summary>What the price is made of, in the order of the receipt; empty in facts from before they said so.</summary>
    public IReadOnlyList<BookedLine> Lines { get; init; } = [];

    /// <summary>Until when it can be given back for nothing, as was agreed; <see langword="null"/> for never, and in facts from before they said so.</summary>
    public DateTimeOffset? FreeUntil { get; init; }

    /// <summary>The tax the price contains, rate by rate.</summary>
    public IReadOnlyList<BookedTax> Taxes { get; init; } = [];
}

/// <summary>A line of a booking's price.</summary>
/// <param name="Kind"><c>court</c>, <c>occupancy</c>, <c>member</c>, <c>promo</c>, <c>rounding</c> or <c>extra</c>.</param>
/// <param name="Name">Name of the price, the extra or the code.</param>
/// <param name="Minutes">Minutes it prices; 0 where it prices none.</param>
/// <param name="Count">How many of an extra; 0 for what is none.</param>
public sealed record BookedLine(string Kind, string Name, int Minutes, int Count, Money Amount);

/// <summary>The tax of one rate in a price.</summary>
public sealed record BookedTax(int BasisPoints, Money Tax);

/// <summary>A court waits for its payment.</summary>
public sealed record BookingHeld(BookedCourt Court, DateTimeOffset ExpiresAt) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}

/// <summary>The court is theirs.</summary>
/// <param name="PaymentMethod"><c>at_club</c>, the name of the provider that took the money, or <c>split</c>: the organiser's share is safe and the others pay theirs.</param>
public sealed record BookingConfirmed(BookedCourt Court, string PaymentMethod) : IFact
{
    /// <summary>Whether the booker knows of it already and is not written to: it was brought along from another program.</summary>
    public bool Quietly { get; init; }

    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}

/// <summary>A held or confirmed booking was given up, by the player or by the club.</summary>
/// <param name="Refund">What comes back of what was paid; zero when nothing was paid or the notice was too short.</param>
/// <param name="CancelledBy"><c>player</c>, <c>staff</c> or <c>platform</c>.</param>
public sealed record BookingCancelled(BookedCourt Court, Money Refund, string CancelledBy, string? Reason, bool WasConfirmed) : IFact
{
    /// <summary>What had been paid, as far as Booking knew, held shares included; <see langword="null"/> in facts from before they said so.</summary>
    public Money? Paid { get; init; }

    /// <summary>Whether what comes back becomes credit of the account that booked, instead of going back the way it came.</summary>
    public bool AsCredit { get; init; }

    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}

/// <summary>Others play at the time of a booking that was given up too late: what the club had kept of it goes back, as was agreed.</summary>
/// <param name="Refund">What goes back: what was kept, and never more than the others pay.</param>
public sealed record BookingResold(BookedCourt Court, Money Refund) : IFact
{
    /// <summary>Whether it becomes credit of the account that booked, as what came back before did.</summary>
    public bool AsCredit { get; init; }

    /// <summary>Whether players had shared the price: each of them hears by a fact of their share.</summary>
    public bool Shared { get; init; }

    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}

/// <summary>A confirmed booking has another court, time or length than before, at the price of now.</summary>
/// <param name="From">What it was.</param>
/// <param name="Court">What it is.</param>
/// <param name="Refund">What comes back because less is to be paid than was; zero otherwise.</param>
/// <param name="Paid">What the club keeps of what was paid. Less than the price: the rest is paid at the club.</param>
/// <param name="MovedBy"><c>player</c> or <c>staff</c>.</param>
/// <param name="Reason">Why, if staff said so.</param>
public sealed record BookingMoved(BookedCourt From, BookedCourt Court, Money Refund, Money Paid, string MovedBy, string? Reason) : IFact
{
    /// <summary>Whether somebody at the desk may still take it back with one step: people are told a little later.</summary>
    public bool CanBeUndone { get; init; }

    /// <summary>Whether it takes back the move before: who was not told of that one need not be told of this one.</summary>
    public bool Undoes { get; init; }

    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}

/// <summary>The time of a booking is over.</summary>
/// <param name="Arrived">Whether the club noted that they came.</param>
public sealed record BookingCompleted(BookedCourt Court, bool Arrived) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}

/// <summary>The club, or a player at the club's own screen, noted that they are here.</summary>
public sealed record PlayersArrived(BookedCourt Court) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}

/// <summary>Staff wrote, changed or took away a note on a booking. What it says stays with the booking.</summary>
public sealed record BookingNoted(Guid BookingId, Guid VenueId, DateTimeOffset Start, DateTimeOffset End) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}

/// <summary>The club noted that nobody came.</summary>
/// <param name="Unpaid">What is still owed of what the club keeps from somebody who does not come.</param>
public sealed record NoShowRecorded(BookedCourt Court, Money Unpaid) : IFact
{
    /// <summary>What comes back because the club keeps less than was paid.</summary>
    public Money? Refund { get; init; }

    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}

/// <summary>Nobody paid in time; the court is free again.</summary>
public sealed record BookingExpired(Guid BookingId, Guid VenueId, Guid CourtId, DateTimeOffset Start, DateTimeOffset End) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}

/// <summary>The money came when the court was no longer free: it has to go back, and the player has to hear of it.</summary>
public sealed record BookingLost(BookedCourt Court, Guid PaymentId) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}

/// <summary>Money arrived for a booking that was paid already or given up: it goes back, and nobody lost a court.</summary>
public sealed record PaymentUnneeded(BookedCourt Court, Guid PaymentId) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}
