using PadelSaaS.Contracts;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Payments.Shares;

/// <summary>Every no about shares. The slugs are a promise; the sentences are keys of the translations.</summary>
internal static class SplitRefusals
{
    public static readonly Refusal NoBooking = Refusal.NotFound("This booking");

    public static readonly Refusal NoShare = Refusal.NotFound("This share");

    public static readonly Refusal NotSplit = Refusal.NotFound("This split");

    public static readonly Refusal NotHeld = Refusal.Conflict("hold_expired", "The time to pay for this court is over.");

    public static readonly Refusal AlreadySplit = Refusal.Conflict("already_split", "The price of this booking is shared already.");

    public static readonly Refusal TooNear = Refusal.Conflict("too_near_to_split", "The game begins too soon for others to pay their share.");

    public static readonly Refusal CannotSplit = Refusal.Conflict("method_cannot_split", "This way of paying cannot be shared between players.") with { Field = "paymentMethod" };

    public static readonly Refusal CountWrong = Refusal.Malformed("shares", "A price is shared by at least two players, and by no more than can play.");

    public static readonly Refusal TooSmall = Refusal.Conflict("share_too_small", "Every share has to be more than nothing.") with { Field = "shares" };

    public static readonly Refusal DoesNotSum = Refusal.Conflict("shares_do_not_sum", "The shares have to add up to the price.") with { Field = "shares" };

    public static readonly Refusal UnknownFallback = Refusal.Malformed("fallback", "Choose what happens if somebody does not pay.");

    public static readonly Refusal FriendNeeded = Refusal.Malformed("nextFriends", "Name at least one friend to ask next.");

    public static readonly Refusal CoverWrong = Refusal.Conflict("cover_out_of_range", "Say how much you would pay for others: more than nothing, and no more than their shares.") with { Field = "coverUpTo" };

    public static readonly Refusal NoGuarantee = Refusal.Conflict("method_keeps_no_card", "This way of paying keeps no card, so nobody can be charged for others by it.") with { Field = "fallback" };

    public static readonly Refusal FallbackNotOffered = Refusal.Conflict("fallback_not_offered", "This club does not offer that for the case that somebody does not pay.") with { Field = "fallback" };

    public static Refusal CoverTooMuch(Money most) => Refusal.Conflict("cover_too_much", "This club lets one player cover less than that for the others.") with
    {
        Field = "coverUpTo",
        More = new Dictionary<string, object?> { ["most"] = most },
    };

    public static readonly Refusal Down = new("payment_unavailable", 503, "This way of paying is not available at the moment.");

    public static readonly Refusal WalletTooSmall = Refusal.Conflict("wallet_too_small", "There is not enough in your wallet. Nothing was taken.") with { Field = "paymentMethod" };

    public static readonly Refusal WalletNotTaken = Refusal.Conflict("method_not_taken", "This share cannot be paid from a wallet here.") with { Field = "paymentMethod" };

    public static readonly Refusal NotYet = Refusal.Conflict("split_not_open", "The organiser has not paid yet. Please try again in a few minutes.");

    public static readonly Refusal Over = Refusal.Conflict("split_over", "The time to pay this share is over.");

    public static readonly Refusal Paid = Refusal.Conflict("share_paid", "This share is paid already. You have not been charged.");

    public static readonly Refusal BeingPaid = Refusal.Conflict("share_being_paid", "Somebody is paying for this place just now. Try again in ten minutes: if they do not, it is yours.");

    public static readonly Refusal NotPaid = Refusal.Conflict("share_not_paid", "This share is not paid.");

    public static readonly Refusal TooLateToLeave = Refusal.Conflict("too_late_to_leave", "The deadline is over: this share is being settled.");

    public static readonly Refusal OrganiserStays = Refusal.Conflict("organiser_stays", "The organiser cannot leave. Cancel the booking instead.");

    public static readonly Refusal NobodyToRemind = Refusal.Conflict("nobody_to_remind", "There is no address to write to. Send them the link yourself.");

    public static readonly Refusal RemindedLately = Refusal.Conflict("reminded_lately", "They were reminded less than twelve hours ago.");

    public static readonly Refusal NothingToGiveBack = Refusal.Conflict("nothing_to_give_back", "Nothing of this share is there to be given back.");

    public static readonly Refusal ReasonNeeded = Refusal.Malformed("reason", "Please say why: it is kept with the payment.");

    public static readonly Refusal OverLimit = new("refund_over_limit", 403, "You may not give back so much. Please ask an owner.");
}
