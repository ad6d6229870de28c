namespace PadelSaaS.Identity;

/// <summary>What somebody showed when a session was opened.</summary>
internal static class Proofs
{
    /// <summary>A password; with the app's code where the account has one.</summary>
    public const string Password = "password";

    /// <summary>A link that came by mail.</summary>
    public const string Mail = "mail";

    /// <summary>A passkey: the device, and that it knows its user.</summary>
    public const string Passkey = "passkey";

    /// <summary>A recovery code of an account without an app.</summary>
    public const string Recovery = "recovery";

    /// <summary>An account elsewhere.</summary>
    public const string Provider = "provider";
}
