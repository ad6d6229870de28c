using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking;

/// <summary>Every no of this service. The slugs are a promise; the sentences are keys of the translations.</summary>
internal static class Refusals
{
    public static Refusal SlotTaken(IReadOnlyList<object> alternatives) =>
        Offering(Refusal.Conflict("slot_taken", "Somebody was faster: this court is taken at that time."), alternatives);

    public static readonly Refusal RefundWayNotOffered = Refusal.Conflict("refund_way_not_offered", "The club gives the money of this booking back in another way.") with { Field = "refundTo" };

    public static Refusal PriceChanged(Money price) =>
        Refusal.Conflict("price_changed", "The price has changed since you saw it. Please look at it again.") with { More = new Dictionary<string, object?> { ["price"] = price } };

    public static Refusal ExtraNotOffered(string key) => Refusal.Conflict("extra_not_offered", "This extra is not sold with this court and time.") with
    {
        Field = "extras",
        More = new Dictionary<string, object?> { ["extra"] = key },
    };

    public static Refusal TooManyOfExtra(string key, int most) => Refusal.Conflict("too_many_of_extra", "That is more of an extra than one booking may have.") with
    {
        Field = "extras",
        More = new Dictionary<string, object?> { ["extra"] = key, ["most"] = most },
    };

    /// <summary>Too few are left at that time.</summary>
    public static Refusal ExtraSoldOut(string key, int left) => Refusal.Conflict("extra_sold_out", "There are not enough left of an extra at that time.") with
    {
        Field = "extras",
        More = new Dictionary<string, object?> { ["extra"] = key, ["left"] = left },
    };

    public static Refusal BookingsInTheWay(IReadOnlyList<object> bookings) =>
        Refusal.Conflict("bookings_in_the_way", "There are bookings in the way: decide what becomes of each.") with { More = new Dictionary<string, object?> { ["bookings"] = bookings } };

    public static Refusal NoCredit(Booking booking, string reason) =>
        Refusal.Conflict("no_credit", "What was paid for one of these bookings cannot become credit. Please decide again.") with { More = new Dictionary<string, object?> { ["bookingId"] = booking.Id, ["reason"] = reason } };

    public static readonly Refusal PlaceTaken = Refusal.Conflict("new_place_taken", "Somebody took one of the new places meanwhile. Please decide again.");

    public static readonly Refusal AlreadyTold = Refusal.Conflict("already_told", "The players were told already. The courts can be opened again, but what was decided stays.");

    public static readonly Refusal UndoInstead = Refusal.Conflict("undo_instead", "Nobody was told of this closure yet: undo it instead, so that the bookings come back as well.");

    public static readonly Refusal NoClosure = Refusal.NotFound("This closure");

    public static readonly Refusal NotOffered = Refusal.Conflict("slot_not_offered", "The club does not offer this court at that time for this long.");

    public static Refusal NotOfferedAnyMore(IReadOnlyList<object> alternatives) => Offering(NotOffered, alternatives);

    public static readonly Refusal TooFarAhead = Refusal.Conflict("too_far_ahead", "Bookings for this day are not open yet.");

    public static readonly Refusal Suspended = Refusal.Conflict("club_suspended", "This club takes no bookings at the moment.");

    public static readonly Refusal NoBooking = Refusal.NotFound("This booking");

    public static readonly Refusal NoVenue = Refusal.NotFound("This venue");

    public static readonly Refusal NoCourt = Refusal.NotFound("This court");

    public static readonly Refusal NoBookingTable = Refusal.Malformed("csv", "This is no table with the columns date, start, end or duration, court and name.");

    public static readonly Refusal TooManyBookings = Refusal.Malformed("csv", "At most 2,000 rows at once.");

    public static readonly Refusal NoCustomer = Refusal.NotFound("This customer");

    public static readonly Refusal CustomerBlocked = Refusal.Conflict("customer_blocked", "The club has blocked this customer.");

    public static readonly Refusal HoldExpired = Refusal.Conflict("hold_expired", "The time to pay for this court is over.");

    public static readonly Refusal NotPending = Refusal.Conflict("not_pending", "This booking cannot be confirmed any more.");

    public static readonly Refusal NotCancellable = Refusal.Conflict("not_cancellable", "This booking cannot be cancelled any more.");

    public static readonly Refusal NotChangeable = Refusal.Conflict("not_changeable", "This booking cannot be changed any more.");

    public static readonly Refusal ChangeTooLate = Refusal.Conflict("change_too_late", "It is too late to change this booking yourself. Please ask the club.");

    public static readonly Refusal OtherVenue = Refusal.Conflict("other_venue", "A booking stays at its venue. Please book the other one anew.");

    public static readonly Refusal ReasonNeeded = Refusal.Malformed("reason", "Please say why: it is kept with the booking.");

    public static readonly Refusal NotUndoable = Refusal.Conflict("not_undoable", "This move cannot be undone any more: something has happened since.");

    public static readonly Refusal TooManyNotes = Refusal.Conflict("too_many_notes", "This booking has many notes already: take one away first.");

    public static readonly Refusal NotExpected = Refusal.Conflict("not_expected", "Nobody is expected for this booking now.");

    public static readonly Refusal TooEarlyToArrive = Refusal.Conflict("too_early", "This booking begins later. Arrivals are noted from three hours before.");

    public static readonly Refusal NotMissing = Refusal.Conflict("not_missing", "This booking cannot be noted as missed.");

    public static readonly Refusal NotBegun = Refusal.Conflict("not_begun", "This booking has not begun yet.");

    public static readonly Refusal AlreadyStarted = Refusal.Conflict("already_started", "This booking has already begun.");

    public static readonly Refusal MethodNotTaken = new("payment_method_not_taken", StatusCodes.Status409Conflict, "The club does not take this way of paying.") { Field = "paymentMethod" };

    public static readonly Refusal DueChanged = Refusal.Conflict("due_changed", "What is due has changed since you saw it, or it is paid. Please look at it again.");

    public static readonly Refusal WalletTooSmall = Refusal.Conflict("wallet_too_small", "Your wallet does not hold enough for this court. Top it up or pay another way.");

    public static readonly Refusal ProviderDown = new("payment_unavailable", StatusCodes.Status503ServiceUnavailable, "This way of paying is not available at the moment.");

    public static readonly Refusal TooManyAhead = Refusal.Conflict("too_many_ahead", "You have as many bookings ahead as one player may have here.");

    public static readonly Refusal TooManyThatDay = Refusal.Conflict("too_many_that_day", "You have as many bookings on that day as one player may have here.");

    public static readonly Refusal TooManyThatWeek = Refusal.Conflict("too_many_that_week", "You have as many bookings in that week as one player may have here.");

    public static readonly Refusal TooManyAtPeak = Refusal.Conflict("too_many_at_peak", "You have as many bookings at peak times of that week as one player may have here.");

    public static readonly Refusal MissedTooOften = Refusal.Conflict("missed_too_often", "You have missed bookings here: please book at the desk.");

    public static readonly Refusal PrepaidOnly = new("prepaid_only", StatusCodes.Status409Conflict, "You have missed bookings here: this one has to be paid online.") { Field = "paymentMethod" };

    /// <summary>For whom the club has blocked, or whoever types their address. It says the same to both, and neither that somebody is blocked nor why.</summary>
    public static readonly Refusal Blocked = Refusal.Conflict("ask_at_the_desk", "The club does not take this online. Please ask at the desk.");

    public static readonly Refusal GroupTooSmall = Refusal.Conflict("group_too_small", "More people have to play on a court here.") with { Field = "groupSize" };

    public static readonly Refusal GroupTooLarge = Refusal.Conflict("group_too_large", "So many people may not play on a court here.") with { Field = "groupSize" };

    public static readonly Refusal GuestTooOften = Refusal.Conflict("guest_too_often", "One of your guests has come along this month as often as a guest may.") with { Field = "participants" };

    public static readonly Refusal NoPlaceLeft = Refusal.Conflict("no_place_left", "There is no free place any more.");

    public static readonly Refusal AlreadyInvited = Refusal.Conflict("already_invited", "Somebody with this address is asked already.") with { Field = "email" };

    public static readonly Refusal AlreadyAnswered = Refusal.Conflict("already_answered", "This invitation has been answered.");

    public static readonly Refusal NoParticipant = Refusal.NotFound("This participant");

    public static readonly Refusal TooFewPlaces = Refusal.Conflict("too_few_places", "More people than that have a place already.") with { Field = "groupSize" };

    public static readonly Refusal NotTransferable = Refusal.Conflict("not_transferable", "This booking cannot be handed over.");

    public static readonly Refusal OwnAddress = Refusal.Conflict("own_address", "The booking is this person's already.") with { Field = "email" };

    public static readonly Refusal AlreadyOffered = Refusal.Conflict("already_offered", "This booking is offered to somebody already: take that offer back first.") with { Field = "email" };

    public static readonly Refusal OfferedTooOften = Refusal.Conflict("offered_too_often", "This booking has been offered as often as it may be.") with { Field = "email" };

    public static readonly Refusal TransferOver = Refusal.Conflict("transfer_over", "This booking is not offered to you any more.");

    public static readonly Refusal NoTransfer = Refusal.NotFound("This offer");

    public static Refusal FreeNow(IReadOnlyList<object> alternatives) =>
        Offering(Refusal.Conflict("free_now", "Something that suits you is free right now: book it."), alternatives);

    public static readonly Refusal TooLateToWait = Refusal.Conflict("too_late_to_wait", "It is too late to wait for this time.");

    public static readonly Refusal AlreadyWaiting = Refusal.Conflict("already_waiting", "You are waiting for this already.");

    public static readonly Refusal WaitsTooOften = Refusal.Conflict("waits_too_often", "You are waiting for as many times as one player may.");

    public static readonly Refusal NoPlace = Refusal.NotFound("This place in line");

    public static readonly Refusal OfferOver = Refusal.Conflict("offer_over", "This offer is over. You keep waiting for another time.");

    /// <summary>Several rules say no: all are named, so that nobody mends one to meet the next.</summary>
    public static Refusal Together(IReadOnlyList<Refusal> refusals) => refusals.Count == 1 ? refusals[0] : refusals[0] with
    {
        More = new Dictionary<string, object?>(refusals[0].More) { ["refusals"] = refusals.Select(one => new NamedRefusal(one.Slug, one.Sentence, one.More.GetValueOrDefault("limit"))).ToList() },
    };

    /// <summary>Everything a refusal says, for a page.</summary>
    public static string Said(this Refusal refusal, IStringLocalizer t) =>
        refusal.More.GetValueOrDefault("refusals") is IReadOnlyList<NamedRefusal> all ? string.Join(" ", all.Select(one => t[one.Title].Value)) : t[refusal.Sentence];

    private static Refusal Offering(Refusal refusal, IReadOnlyList<object> alternatives) =>
        refusal with { More = new Dictionary<string, object?> { ["alternatives"] = alternatives } };
}

/// <summary>One of several rules that say no.</summary>
/// <param name="Limit">The number of a limit.</param>
internal sealed record NamedRefusal(string Slug, string Title, object? Limit);
