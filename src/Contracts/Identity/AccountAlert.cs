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

    /// <summary>The club asks its staff for a second factor, and this account has none; the detail is the first day, as <c>yyyy-MM-dd</c>.</summary>
    public const string SecondFactorAsked = "second_factor_asked";

    /// <summary>An authenticator app is asked for from now on.</summary>
    public const string SecondFactorOn = "second_factor_on";

    /// <summary>No authenticator app is asked for any more.</summary>
    public const string SecondFactorOff = "second_factor_off";

    /// <summary>Somebody signed in with a recovery code; the detail says how many are left.</summary>
    public const string RecoveryCodeUsed = "recovery_code_used";

    /// <summary>The account has new recovery codes; the ones from before work no longer.</summary>
    public const string RecoveryCodesMade = "recovery_codes_made";

    /// <summary>A passkey was added; the detail names the device.</summary>
    public const string PasskeyAdded = "passkey_added";

    /// <summary>A passkey was removed; the detail names the device it was made on.</summary>
    public const string PasskeyRemoved = "passkey_removed";

    /// <summary>An account elsewhere signs in to this one from now on; the detail names the provider.</summary>
    public const string IdentityConnected = "identity_connected";

    /// <summary>An account elsewhere signs in no longer; the detail names the provider.</summary>
    public const string IdentityRemoved = "identity_removed";

    /// <summary>A key for programs was made; the detail is its name.</summary>
    public const string ApiKeyAdded = "api_key_added";

    /// <summary>Who works at the club has other roles now; the detail lists them, with spaces between.</summary>
    public const string RolesChanged = "roles_changed";

    /// <summary>The archive of everything the club keeps about the holder lies ready.</summary>
    public const string DataReady = "data_ready";

    /// <summary>The archive lies ready that the holder had the club make.</summary>
    public const string DataReadyByClub = "data_ready_by_club";

    /// <summary>A refresh token was used twice: two parties hold it. The device was signed out.</summary>
    public const string TokenReused = "token_reused";
}
