namespace PadelSaaS.Contracts.Identity;

/// <summary>What the holder of an account is told about it.</summary>
public static class AccountAlert
{
    /// <summary>Somebody tried to open an account with an address that has one.</summary>
    public const string RegisteredAgain = "registered_again";
}
