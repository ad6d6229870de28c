namespace PadelSaaS.Contracts.Identity;

/// <summary>What the holder of an account is told about it.</summary>
public static class AccountAlert
{
    /// <summary>Somebody tried to open an account with an address that has one.</summary>
    public const string RegisteredAgain = "registered_again";

    /// <summary>A new password was set by a link in a mail.</summary>
    public const string PasswordReset = "password_reset";

    /// <summary>The password was changed by who knew the old one.</summary>
    public const string PasswordChanged = "password_changed";

    /// <summary>Somebody who is signed in asked to change the address.</summary>
    public const string EmailChangeAsked = "email_change_asked";

    /// <summary>The account has another address now.</summary>
    public const string EmailChanged = "email_changed";

    /// <summary>The change of the address was taken back.</summary>
    public const string EmailRestored = "email_restored";
}
