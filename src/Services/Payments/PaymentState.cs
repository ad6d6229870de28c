namespace PadelSaaS.Payments;

/// <summary>Where a payment is. Money that arrived never un-arrives: <c>settled</c> does not go back to <c>open</c> or <c>failed</c>.</summary>
internal static class PaymentState
{
    /// <summary>The payer was sent to the provider.</summary>
    public const string Open = "open";

    /// <summary>The provider holds the money; nothing of it is taken yet.</summary>
    public const string Held = "held";

    /// <summary>What was held was let go: nobody was charged.</summary>
    public const string Released = "released";

    /// <summary>The player pays on arrival.</summary>
    public const string DueAtClub = "due_at_club";

    /// <summary>The provider has the money.</summary>
    public const string Settled = "settled";

    /// <summary>It did not go through. If the provider reports the money later, it is settled after all.</summary>
    public const string Failed = "failed";

    /// <summary>Money has to go back and has not yet.</summary>
    public const string RefundDue = "refund_due";

    /// <summary>All of it went back.</summary>
    public const string Refunded = "refunded";
}

/// <summary>Why a payment failed, as told in <c>PaymentFailed</c>.</summary>
internal static class FailureReason
{
    /// <summary>The provider refused the card.</summary>
    public const string Declined = "declined";

    /// <summary>The booking ended while the payer was still away.</summary>
    public const string Abandoned = "abandoned";

    /// <summary>The bank let the hold end, or refused when it was to be taken.</summary>
    public const string HoldEnded = "hold_ended";

    /// <summary>The desk noted it by mistake.</summary>
    public const string Reversed = "reversed";

    /// <summary>The desk asks for it no more.</summary>
    public const string LetGo = "let_go";

    /// <summary>Another payment took its place, such as one for a new price.</summary>
    public const string Replaced = "replaced";
}
