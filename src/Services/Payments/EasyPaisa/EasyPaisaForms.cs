using PadelSaaS.Payments.Settings;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.EasyPaisa;

/// <summary>What a club fills in to take money by EasyPaisa.</summary>
internal sealed class EasyPaisaForms : IProviderForm
{
    public string Provider => EasyPaisaProvider.ProviderName;

    public string Title => "EasyPaisa";

    public string PlayersName => "EasyPaisa";

    public string Lead => "Players pay on EasyPaisa's own page. The money goes straight to your store's account; what has to go back is given back by the desk.";

    public IReadOnlyList<ProviderField> Fields { get; } =
    [
        new("storeId", "Store ID", Pattern: "[0-9]{1,12}", Wrong: "Digits, as EasyPaisa gave it to you."),
        new("accountNumber", "Account number", Pattern: "[A-Za-z0-9]{3,30}", Wrong: "Letters and digits, as EasyPaisa gave it to you."),
        new("userName", "User name for inquiries"),
        new("password", "Password for inquiries", Secret: true),
        new("hashKey", "Hash key", Secret: true, Required: false, Hint: "Sixteen letters, if your store encrypts its requests.", Pattern: "[!-~]{16}", Wrong: "Exactly sixteen letters."),
    ];

    public bool Fits(TenantInfo club) => club.Currency == EasyPaisaForm.Currency;
}
