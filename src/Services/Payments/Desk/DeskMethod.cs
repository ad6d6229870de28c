namespace PadelSaaS.Payments.Desk;

/// <summary>How the desk takes money itself. Such a payment has no provider to ask: who stands at the desk says that it was made.</summary>
internal static class DeskMethod
{
    public const string Cash = "cash";

    /// <summary>A card terminal that is not connected to the platform.</summary>
    public const string Terminal = "terminal";

    public static bool Is(string method) => method is Cash or Terminal;

    /// <summary>The account of the ledger in which it lies.</summary>
    public static string AccountOf(string method) => method == Cash ? Account.Cash : Account.Terminal;
}
