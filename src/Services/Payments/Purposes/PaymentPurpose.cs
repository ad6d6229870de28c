namespace PadelSaaS.Payments;

/// <summary>What a payment is for.</summary>
internal static class PaymentPurpose
{
    /// <summary>A booking, or one's share of it: everybody hears of it by facts.</summary>
    public const string Booking = "booking";

    /// <summary>Money into one's own wallet.</summary>
    public const string WalletTopUp = "wallet_top_up";

    /// <summary>Credit at a better price.</summary>
    public const string CreditPack = "credit_pack";

    /// <summary>Credit for somebody else.</summary>
    public const string GiftCard = "gift_card";

    /// <summary>A period of a membership.</summary>
    public const string Membership = "membership";
}
