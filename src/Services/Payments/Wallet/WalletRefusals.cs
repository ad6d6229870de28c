using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Payments;

/// <summary>What the room says no with.</summary>
internal static class WalletRefusals
{
    public static readonly Refusal NoTopUp = new("amount_not_offered", StatusCodes.Status400BadRequest, "This amount is not offered.") { Field = "amountMinor" };

    public static readonly Refusal NotOffered = Refusal.Conflict("not_offered", "The club does not sell this at the moment.");

    public static readonly Refusal Suspended = Refusal.Conflict("club_suspended", "This club sells nothing at the moment.");

    public static readonly Refusal NoOnlineMethod = Refusal.Conflict("payment_method_not_taken", "The club takes no payments online at the moment.");

    public static readonly Refusal PriceChanged = Refusal.Conflict("price_changed", "The price has changed. Look at it again, then buy.");

    public static readonly Refusal OverLimit = new("refund_over_limit", StatusCodes.Status403Forbidden, "This is more than you may give. Ask an owner.");

    public static readonly Refusal NoAccount = Refusal.NotFound("This account");

    public static readonly Refusal NoLot = Refusal.NotFound("This credit");

    public static readonly Refusal LotTooSmall = Refusal.Conflict("credit_too_small", "There is not so much left of this credit.") with { Field = "amountMinor" };
}
