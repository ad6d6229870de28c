using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Identity;

/// <summary>Every rule of Identity that says no. The slugs are a promise; the sentences are keys of <see cref="IdentityWords"/>.</summary>
internal static class Refusals
{
    /// <summary>Unknown address, wrong password, no password yet, a place that guessed too often: one answer, or the answer would say who has an account.</summary>
    public static readonly Refusal InvalidCredentials = new(
        "invalid_credentials", StatusCodes.Status401Unauthorized, "E-mail address and password do not match. After several wrong attempts, sign-in rests for 15 minutes here; a link by mail still works.");

    /// <summary>Unknown, expired, used before, or its session has ended: whoever holds it has to sign in again and learns no more.</summary>
    public static readonly Refusal InvalidRefreshToken = new("invalid_refresh_token", StatusCodes.Status401Unauthorized, "Please sign in again.");

    public static readonly Refusal SignInsBusy = new("busy", StatusCodes.Status503ServiceUnavailable, "Many people are signing in right now. Please try again in a moment.");

    public static readonly Refusal Unauthorized = new("unauthorized", StatusCodes.Status401Unauthorized, "Please sign in.");

    public static readonly Refusal OtherPassword = new("other_password", StatusCodes.Status400BadRequest, "This is not the password that was chosen.") { Field = "password" };

    public static readonly Refusal NotThePassword =
        new Refusal("wrong_password", StatusCodes.Status400BadRequest, "This is not your password. After several wrong attempts it is not looked at from here for 15 minutes.") with { Field = "password" };

    /// <summary>The password was right; the request has to be made again with a code.</summary>
    public static readonly Refusal SecondFactorNeeded = new("second_factor_needed", StatusCodes.Status401Unauthorized, "Please give the code of your authenticator app, too.") { Field = "code" };

    public static readonly Refusal InvalidCode =
        new Refusal("invalid_code", StatusCodes.Status401Unauthorized, "This code is not right, or was used already. Type the one that is shown now.") with { Field = "code" };

    public static readonly Refusal InvalidPasskey =
        new("invalid_passkey", StatusCodes.Status401Unauthorized, "This passkey opens no account here, or the answer came too late. Please try again.");

    /// <summary>Unknown address, wrong or used code, an account whose code stands for its app, a place that guessed too often: one answer.</summary>
    public static readonly Refusal InvalidRecovery = new(
        "invalid_recovery", StatusCodes.Status401Unauthorized, "Address and recovery code do not match, or the code was used. After several wrong attempts, sign-in rests for 15 minutes here; a link by mail still works.");

    public static readonly Refusal SignInAgain = new("sign_in_again", StatusCodes.Status400BadRequest, "You signed in more than ten minutes ago. Show that it is still you.");

    public static readonly Refusal SecondFactorIsOn = Refusal.Conflict("second_factor_on", "Your account asks for a code already. Remove the app first.");

    public static readonly Refusal AlreadyVerified = Refusal.Conflict("already_verified", "Your address is confirmed already.");

    public static readonly Refusal EnoughLinks =
        new("enough_links", StatusCodes.Status429TooManyRequests, "We sent you several links within the hour. Please use the newest, or ask again later.");
}
