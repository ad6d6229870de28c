using Microsoft.Extensions.Localization;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Payments.Accounting;

/// <summary>What stands in rows, in words for people.</summary>
internal static class AccountingSay
{
    public static readonly IReadOnlyList<string> States =
        [PaymentState.Settled, PaymentState.DueAtClub, PaymentState.Open, "held", PaymentState.RefundDue, PaymentState.Refunded, PaymentState.Failed, "released"];

    public static string State(string state, IStringLocalizer t) => state switch
    {
        PaymentState.Open => t["On its way"],
        PaymentState.DueAtClub => t["To pay at the club"],
        PaymentState.Settled => t["Paid"],
        PaymentState.Failed => t["Did not go through"],
        PaymentState.RefundDue => t["Has to go back"],
        PaymentState.Refunded => t["Gone back"],
        "held" => t["Held"],
        "released" => t["Let go"],
        _ => state,
    };

    public static Tone ToneOf(string state) => state switch
    {
        PaymentState.Settled => Tone.Good,
        PaymentState.RefundDue => Tone.Bad,
        PaymentState.Open or PaymentState.DueAtClub or "held" => Tone.Warn,
        _ => Tone.Neutral,
    };

    public static string Refund(string state, IStringLocalizer t) => state switch
    {
        Payments.Refund.Due => t["Has to go back"],
        Payments.Refund.Settled => t["Gone back"],
        _ => t["Refused by the provider"],
    };

    public static Tone RefundTone(string state) => state switch { Payments.Refund.Due => Tone.Warn, Payments.Refund.Settled => Tone.Good, _ => Tone.Bad };

    public static string Reason(string reason, IStringLocalizer t) => reason switch
    {
        "booking_cancelled" => t["The booking was cancelled"],
        "booking_resold" => t["Others played at its time"],
        "booking_moved" => t["The booking moved to a lower price"],
        "booking_lost" => t["The court was gone when the money came"],
        "payment_unneeded" => t["The money was not needed any more"],
        RefundsMadeThere.Reason => t["Made in the provider's own pages"],
        "no_show" => t["Nobody came, and less is kept"],
        "declined" => t["Declined"],
        "abandoned" => t["The booking ended before the money came"],
        "replaced" => t["Another payment took its place"],
        FailureReason.LetGo => t["Let go by the club"],
        "confirmed" => t["Confirmed"],
        "moved" => t["Moved"],
        "cancelled" => t["Cancelled"],
        "resold" => t["Others played at its time"],
        Sales.GivenBack => t["Given back by the club"],
        Sales.ShareGivenBack => t["A share given back by the club"],
        "credit_gone" => t["The credit for the rest was gone"],
        "membership_not_wanted" => t["The membership was not wanted any more"],
        _ => reason,
    };

    public static string Provider(string provider, IStringLocalizer t) => provider switch
    {
        Payment.AtClub => t["At the club"],
        DevProvider.ProviderName => t["Test card"],
        "stripe" => "Stripe",
        "jazzcash" => "JazzCash",
        "easypaisa" => "EasyPaisa",
        "wallet" => t["Wallet"],
        Terms.PlanFeeBook.Provider => t["Plan"],
        _ => provider,
    };

    public static string Purpose(string purpose, IStringLocalizer t) => purpose switch
    {
        PaymentPurpose.Booking => t["Booking"],
        PaymentPurpose.WalletTopUp => t["Money into a wallet"],
        PaymentPurpose.CreditPack => t["Credit pack"],
        PaymentPurpose.GiftCard => t["Gift card"],
        PaymentPurpose.Membership => t["Membership"],
        _ => purpose,
    };

    public static string Account(string account, IStringLocalizer t)
    {
        if (account.Split(':') is ["at_provider", var provider]) return t["At {0}", Provider(provider, t)];
        return account switch
        {
            Payments.Account.Receivable => t["Owed by players"],
            Payments.Account.Cash => t["Cash"],
            Payments.Account.Terminal => t["Card terminal"],
            Payments.Account.Bank => t["Bank"],
            Payments.Account.Sales => t["Sales without tax"],
            Payments.Account.Tax => t["Tax"],
            Payments.Account.Commission => t["Commission of the platform"],
            Payments.Account.CommissionDue => t["Commission to be invoiced"],
            Payments.Account.PlanFee => t["The plan at the platform"],
            Payments.Account.ProviderFee => t["Fees of providers"],
            Payments.Account.Wallet => t["Wallets of players"],
            Payments.Account.CreditPack => t["Credit packs"],
            Payments.Account.Voucher => t["Vouchers"],
            Payments.Account.GiftCard => t["Gift cards"],
            Payments.Account.MembershipPrepaid => t["Memberships paid ahead"],
            Payments.Account.Disputed => t["Disputed"],
            Payments.Account.Difference => t["Differences to look into"],
            _ => account,
        };
    }

    public static string Kind(string kind, IStringLocalizer t) => kind switch
    {
        Sales.Kind => t["Sale"],
        "payment" => t["Payment"],
        "refund" => t["Refund"],
        "commission" => t["Commission"],
        "provider_fee" => t["Fee of the provider"],
        Terms.PlanFeeBook.Kind => t["Month of the plan"],
        Reconciliation.Correction.Kind => t["Set right"],
        Terms.PostCommissionPaid.Kind => t["Commission paid"],
        "dispute" => t["Dispute"],
        "payout" => t["Payout"],
        "desk_payment" => t["Taken at the desk"],
        "desk_reversal" => t["Taken at the desk by mistake"],
        "till_closed" => t["Drawer counted"],
        "credit_given" => t["Credit given or sold"],
        "credit_spent" => t["Credit spent"],
        "credit_returned" => t["Credit given back"],
        "credit_expired" => t["Credit ended"],
        "credit_taken" => t["Credit taken back"],
        "gift_card_sold" => t["Gift card sold"],
        "membership_paid" => t["Membership paid"],
        "membership_earned" => t["Membership used up"],
        "membership_refunded" => t["Membership given back"],
        _ => kind,
    };
}
