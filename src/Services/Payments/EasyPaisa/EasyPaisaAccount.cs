namespace PadelSaaS.Payments.EasyPaisa;

/// <summary>A club's own store at EasyPaisa. All of it but the two numbers is secret.</summary>
/// <param name="AccountNumber">The merchant's account, which an inquiry has to name.</param>
/// <param name="HashKey">Sixteen letters, with which the form is encrypted; a store may be without.</param>
/// <param name="UserName">For inquiries.</param>
internal sealed record EasyPaisaAccount(string StoreId, string AccountNumber, string? HashKey, string UserName, string Password)
{
    /// <summary>What stands for it in a log.</summary>
    public override string ToString() => $"EasyPaisa store {StoreId}";
}
