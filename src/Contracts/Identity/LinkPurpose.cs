namespace PadelSaaS.Contracts.Identity;

/// <summary>What a one-time link is good for.</summary>
public static class LinkPurpose
{
    /// <summary>Opens the account somebody asked for.</summary>
    public const string Register = "register";

    /// <summary>Proves the address of an account.</summary>
    public const string VerifyEmail = "verify_email";

    /// <summary>Sets a new password.</summary>
    public const string ResetPassword = "reset_password";

    /// <summary>Proves the new address of an account that changes it.</summary>
    public const string ChangeEmail = "change_email";

    /// <summary>Takes the change of an account's address back, from the old one.</summary>
    public const string UndoEmail = "undo_email";

    /// <summary>Signs in.</summary>
    public const string SignIn = "sign_in";

    /// <summary>Accepts an invitation to work at the club.</summary>
    public const string JoinStaff = "join_staff";

    /// <summary>Nothing: made where an answer must cost the same as if there were somebody to write to. Nobody is written to.</summary>
    public const string Nothing = "nothing";
}
