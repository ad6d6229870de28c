namespace PadelSaaS.Payments.JazzCash;

/// <summary>A club's own merchant account at JazzCash. All of it but the number is secret.</summary>
/// <param name="Mpin">Without it nothing that was paid by a mobile account goes back by a call.</param>
/// <param name="TxnType"><c>MWALLET</c>, <c>MPAY</c> (cards) or <c>OTC</c> (vouchers); empty lets the payer choose.</param>
internal sealed record JazzCashAccount(string MerchantId, string Password, string Salt, string? Mpin, string TxnType = JazzCashAccount.MobileAccount)
{
    public const string MobileAccount = "MWALLET";
    public const string Card = "MPAY";

    /// <summary>What stands for it in a log.</summary>
    public override string ToString() => $"JazzCash merchant {MerchantId}";
}
