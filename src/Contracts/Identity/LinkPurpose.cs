namespace PadelSaaS.Contracts.Identity;

/// <summary>What a one-time link is good for.</summary>
public static class LinkPurpose
{
    /// <summary>Opens the account somebody asked for.</summary>
    public const string Register = "register";

    /// <summary>Proves the address of an account.</summary>
    public const string VerifyEmail = "verify_email";
}
