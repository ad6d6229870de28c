using PadelSaaS.Contracts.Booking;

namespace PadelSaaS.Contracts.Payments;

/// <summary>Who splits a price has authorised their own share: the court can be theirs.</summary>
/// <param name="PaymentId">The payment of the organiser's share.</param>
/// <param name="Secured">What of the price is held or paid by now.</param>
/// <param name="Provider">Name of the provider that holds it.</param>
public sealed record SplitSecured(Guid SplitId, Guid BookingId, Guid PaymentId, Money Secured, string Provider) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}

/// <summary>What of a split price is held or paid has changed. It says how much it is, not by how much it changed.</summary>
public sealed record SharesChanged(Guid SplitId, Guid BookingId, Money Secured) : IFact
{
    /// <summary>What of the price the club has given back after everybody had paid: nobody is asked for it again.</summary>
    public long GivenBackMinor { get; init; }

    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}

/// <summary>Somebody holds the money for a share, or has paid it.</summary>
/// <param name="Player">Who pays it, as far as that is known.</param>
/// <param name="ParticipantId">Their place in the booking, where the organiser asked somebody who has one.</param>
/// <param name="ByOrganiser">Whether it is the organiser's own.</param>
public sealed record ShareAuthorised(Guid SplitId, Guid ShareId, Guid BookingId, Guid PaymentId, Money Amount, Booker Player, Guid? ParticipantId, bool ByOrganiser) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}

/// <summary>Whoever had a share has it no more: they cannot come, somebody else was asked, or the bank took its word back.</summary>
/// <param name="Reason"><c>left</c>, <c>replaced</c>, <c>offered</c> or <c>hold_ended</c>.</param>
public sealed record ShareGivenUp(Guid SplitId, Guid ShareId, Guid BookingId, Guid? ParticipantId, string? Email, string Reason) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}

/// <summary>Every share of a booking is paid; the money is there, before play.</summary>
public sealed record SplitSettled(Guid SplitId, Guid BookingId, Money Amount) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}

/// <summary>Not everybody paid in time, and what was agreed for that happens.</summary>
/// <param name="Outcome"><c>next_friend</c>, <c>open_seat</c>, <c>organiser_covers</c>, or <c>release</c>: the court is given back and everybody's money with it.</param>
/// <param name="Missing">What was not paid.</param>
public sealed record SplitFellBack(Guid SplitId, Guid BookingId, string Outcome, Money Missing) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}

/// <summary>Somebody has to hear something about a share: enough for the mail.</summary>
/// <param name="Court">The booking; its link leads the reader to their page.</param>
/// <param name="Reader">Who is to hear it; has an e-mail address.</param>
/// <param name="News">One of <see cref="ShareNews"/>.</param>
/// <param name="Amount">Of the share.</param>
/// <param name="Until">Until when it can be paid.</param>
/// <param name="Occasion">What happened: one mail for each occasion.</param>
public sealed record ShareInformed(BookedCourt Court, Guid ShareId, Booker Reader, string News, Money Amount, DateTimeOffset Until, string Occasion) : IFact
{
    /// <summary>Whose share it is, where somebody else reads.</summary>
    public string? Of { get; init; }

    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}

/// <summary>What is told about shares.</summary>
public static class ShareNews
{
    /// <summary>They are asked to pay their share.</summary>
    public const string Asked = "asked";

    /// <summary>They are asked again.</summary>
    public const string Reminded = "reminded";

    /// <summary>A place became free because somebody did not pay: they may take it.</summary>
    public const string Offered = "offered";

    /// <summary>They did not pay in time, or somebody else was asked: they are not expected any more.</summary>
    public const string Taken = "taken";

    /// <summary>Their money came when the share was paid already, or too late: nothing is kept of it.</summary>
    public const string Unneeded = "unneeded";

    /// <summary>To the organiser: whoever had paid cannot come.</summary>
    public const string Left = "left";

    /// <summary>To the organiser: their card was charged for a share nobody paid.</summary>
    public const string Covered = "covered";

    /// <summary>To the organiser: everybody has paid.</summary>
    public const string Settled = "settled";

    /// <summary>Not everybody paid in time: the game falls through and nothing is kept.</summary>
    public const string FellThrough = "fell_through";

    /// <summary>Their share goes back to them.</summary>
    public const string GivenBack = "given_back";

    /// <summary>Money of their share that was on its way back did not arrive: the club still owes it.</summary>
    public const string NotReturned = "not_returned";

    /// <summary>The bank did not pay what the club keeps of their share: they owe it at the desk.</summary>
    public const string FeeRefused = "fee_refused";
}
