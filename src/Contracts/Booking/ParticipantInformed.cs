namespace PadelSaaS.Contracts.Booking;

/// <summary>Somebody who plays along has to hear something about a booking: enough for the mail, and nothing about money in it.</summary>
/// <param name="Player">Who is to hear it; has an e-mail address.</param>
/// <param name="News">One of <see cref="ParticipantNews"/>.</param>
/// <param name="Link">Path of the participant's own page, with their key.</param>
/// <param name="From">Where the booking was before, if it moved.</param>
/// <param name="Occasion">What happened: one mail for each occasion and person.</param>
public sealed record ParticipantInformed(BookedCourt Court, Guid ParticipantId, Booker Player, string News, string Link, BookedCourt? From, Guid Occasion) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}

/// <summary>What participants are told.</summary>
public static class ParticipantNews
{
    /// <summary>They are asked to play.</summary>
    public const string Invited = "invited";

    /// <summary>Another court or time.</summary>
    public const string Moved = "moved";

    /// <summary>It does not take place.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The organiser does not expect them any more.</summary>
    public const string Removed = "removed";
}
