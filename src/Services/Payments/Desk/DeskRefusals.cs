using PadelSaaS.Contracts;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Desk;

/// <summary>Rules of the desk that say no.</summary>
internal static class DeskRefusals
{
    public static readonly Refusal NoBooking = Refusal.NotFound("This booking");
    public static readonly Refusal NoPayment = Refusal.NotFound("This payment");
    public static readonly Refusal NoTill = Refusal.NotFound("This till");
    public static readonly Refusal NoRefund = Refusal.NotFound("This refund");
    public static readonly Refusal NothingDue = Refusal.Conflict("nothing_due", "Nothing is due for this booking.");
    public static readonly Refusal TillClosed = Refusal.Conflict("till_closed", "The till is not open. Open it first, so that the cash is counted.");
    public static readonly Refusal TillOpen = Refusal.Conflict("till_open", "A till is open at this venue already.");
    public static readonly Refusal ClosedBefore = Refusal.Conflict("till_closed_before", "Somebody has closed this till before you.");
    public static readonly Refusal NothingToExplain = Refusal.Conflict("nothing_to_explain", "This till is still open, its count was right, or the difference was explained before.");
    public static readonly Refusal NotReversible = Refusal.Conflict("not_reversible", "Only what was taken at the desk today, and not given back, can be taken back. Give the money back instead.");
    public static readonly Refusal NotRefundable = Refusal.Conflict("not_refundable", "Nothing of this payment is left to give back.");
    public static readonly Refusal DoneBefore = Refusal.Conflict("refund_done", "This money was given back before.");
    public static readonly Refusal NotEnoughCash = Refusal.Conflict("not_enough_cash", "There is not that much cash in the till.");

    /// <summary>More was typed than is due.</summary>
    public static Refusal MoreThanDue(Money due) => new("more_than_due", 409, "This is more than is due.") { Field = "amount", More = new Dictionary<string, object?> { ["due"] = due } };

    /// <summary>Meanwhile something was paid, or the price is another.</summary>
    public static Refusal DueChanged(Money due) => new("due_changed", 409, "Another amount is due by now. Please look again.") { Field = "amountMinor", More = new Dictionary<string, object?> { ["due"] = due } };

    /// <summary>Somebody may not give that much back; the names of those who may go along.</summary>
    public static Refusal Over(Contracts.Identity.OverLimit over) => new("refund_over_limit", 403, "You may not give back that much.")
    {
        More = new Dictionary<string, object?> { ["atOnce"] = over.AtOnce, ["leftToday"] = over.LeftToday, ["whoMay"] = over.WhoMay },
    };

    /// <summary>The refusal as a person reads it: with the amounts and names that belong to it.</summary>
    public static string Said(this Refusal refusal, Microsoft.Extensions.Localization.IStringLocalizer<PaymentsWords> t) => refusal.Slug switch
    {
        "more_than_due" when refusal.More["due"] is Money due => t["This is more than is due: {0}.", MoneyText.Format(due)],
        "refund_over_limit" when refusal.More["whoMay"] is IReadOnlyList<string> { Count: > 0 } who => t["You may not give back that much. Please ask: {0}.", string.Join(", ", who)],
        "refund_over_limit" => t["You may not give back that much. Please ask an owner."],
        _ => t[refusal.Sentence],
    };
}
