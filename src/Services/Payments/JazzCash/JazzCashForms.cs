using PadelSaaS.Payments.Settings;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.JazzCash;

/// <summary>What a club fills in to take money by JazzCash.</summary>
internal sealed class JazzCashForms : IProviderForm
{
    public string Provider => JazzCashProvider.ProviderName;

    public string Title => "JazzCash";

    public string PlayersName => "JazzCash";

    public string Lead => "Players pay with their mobile account or a card on JazzCash's own page. The money goes straight to your merchant account.";

    public IReadOnlyList<ProviderField> Fields { get; } =
    [
        new("merchantId", "Merchant ID", Pattern: "[A-Za-z0-9]{3,20}", Wrong: "Letters and digits, as JazzCash gave it to you."),
        new("txnType", "Players pay by", Hint: "MWALLET is the mobile account, MPAY cards, OTC vouchers. Empty lets players choose.", Required: false, Pattern: "MWALLET|MPAY|OTC", Wrong: "One of MWALLET, MPAY and OTC."),
        new("password", "Password", Secret: true),
        new("salt", "Integrity salt", Secret: true),
        new("mpin", "MPIN", Secret: true, Required: false, Hint: "Needed to send money back to a mobile account. Without it the desk gives the money back."),
    ];

    public bool Fits(TenantInfo club) => club.Currency == JazzCashForm.Currency;
}
