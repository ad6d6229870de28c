using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Changing;

/// <summary>Another court, time or length for a booking.</summary>
/// <param name="QuotedMinor">The price the asker has seen: a higher one is refused, a lower one is theirs.</param>
/// <param name="Reason">Why; staff have to say when money goes back or a rule is set aside.</param>
internal sealed record Move(Guid CourtId, DateTimeOffset Start, int DurationMinutes, long? QuotedMinor = null, string? Reason = null)
{
    public DateTimeOffset End => Start.AddMinutes(DurationMinutes);

    /// <summary>Whether the booking is there already.</summary>
    public bool IsWhereItIs(Booking booking) => booking.CourtId == CourtId && booking.StartsAt == Start && booking.EndsAt == End;

    /// <summary>The new time as it counts towards the player's limits.</summary>
    public CountedWish Counted(Booking booking) => new(Counting.Of(booking), Start, End, booking.Id);

    /// <summary>The same as a new booking would ask for it.</summary>
    public Wish AsWish(Booking booking) => new(CourtId, Start, DurationMinutes, booking.GuestName, booking.GuestEmail, booking.GuestPhone, [], null, booking.Source) { Account = booking.UserId, Extras = BookingView.Basis(booking.PriceBasis).Extras };
}

/// <summary>What a move would mean in money.</summary>
/// <param name="Difference">New price less the old one.</param>
/// <param name="Refund">What comes back of what was paid.</param>
/// <param name="Due">What is then to be paid at the club.</param>
/// <param name="FreeCancellationUntil">Last instant at which everything would come back; absent where it never does.</param>
public sealed record MoveOffer(
    Guid CourtId, string CourtName, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset StartLocal, int DurationMinutes,
    Money Price, IReadOnlyList<PriceLine> PriceLines, Money Difference, Money Refund, Money Due, DateTimeOffset? FreeCancellationUntil)
{
    internal PriceBasis Basis { get; init; } = new();

    /// <summary>What was agreed is agreed anew: prices and cancellation rule are those of today.</summary>
    internal static MoveOffer Of(Booking booking, VenueCard venue, Move move, Price price)
    {
        Money In(long minor) => new(minor, booking.Currency);
        var total = price.Total.AmountMinor;
        return new MoveOffer(
            move.CourtId, venue.Courts.First(court => court.Id == move.CourtId).Name, move.Start, move.End, BookingView.LocalOf(move.Start, venue.Zone), move.DurationMinutes,
            price.Total, price.Lines, In(total - booking.TotalAmountMinor), In(Math.Max(0, booking.PaidMinor - total)), In(Math.Max(0, total - booking.PaidMinor)),
            Cancellation.FreeUntil(Agreement.Of(venue.Rules, move.Start, booking.CreatedAt)))
        {
            Basis = price.Basis,
        };
    }

    /// <summary>Where it is already: nothing changes, whatever the prices of today are.</summary>
    internal static MoveOffer OfNothing(Booking booking, VenueCard venue) => new(
        booking.CourtId, venue.Courts.FirstOrDefault(court => court.Id == booking.CourtId)?.Name ?? "", booking.StartsAt, booking.EndsAt,
        BookingView.LocalOf(booking.StartsAt, venue.Zone), booking.DurationMinutes, booking.Price, BookingView.Lines(booking.PriceLines),
        new Money(0, booking.Currency), new Money(0, booking.Currency), booking.Unpaid,
        Cancellation.FreeUntil(Agreement.Of(booking)));
}

/// <summary>A moved booking, or the rule that refused.</summary>
/// <param name="Answer">The API's answer, as it is stored.</param>
internal sealed record MoveOutcome(Booking? Booking, VenueCard? Venue, MoveOffer? Offer, string Answer, Refusal? Refusal)
{
    /// <summary>Whether it was moved now, with the answer stored beside it, and not where it is before.</summary>
    public bool IsNew { get; init; }

    /// <summary>The rule that staff set aside.</summary>
    public string? Overrides { get; init; }

    /// <summary>Whether staff have to say why.</summary>
    public bool NeedsReason { get; init; }

    public static MoveOutcome Refused(Refusal refusal) => new(null, null, null, "", refusal);
}
