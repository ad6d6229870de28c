using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Privacy;

/// <summary>Every rule of Privacy that says no. The slugs are a promise; the sentences are keys of <see cref="PrivacyWords"/>.</summary>
internal static class Refusals
{
    public static readonly Refusal NoCustomer = Refusal.NotFound("This customer");

    public static readonly Refusal NoErasure = Refusal.NotFound("This receipt");

    public static readonly Refusal NoExport = Refusal.NotFound("This archive");

    public static readonly Refusal NotThePassword = Refusal.Malformed("password", "This is not your password. After five wrong attempts an account rests for 15 minutes.");

    public static readonly Refusal BeingMade = Refusal.Conflict("export_being_made", "An archive is being made already.");

    public static readonly Refusal NoVerifiedEmail = Refusal.Conflict(
        "no_verified_email", "There is no account with a verified e-mail address. Ask them to open one with their address, or to confirm it: what the club keeps goes there and nowhere else.");

    /// <summary>One a day is enough; <c>next</c> says when another may be asked for.</summary>
    public static Refusal MadeToday(DateTimeOffset next) => Refusal.Conflict("export_made_today", "An archive was made in the last 24 hours. The page says from when you can ask again.") with
    {
        More = new Dictionary<string, object?> { ["next"] = next },
    };

    /// <summary>Something has to be over first: what, and where it is ended.</summary>
    public static Refusal InTheWay(IReadOnlyList<Obstacle> obstacles) => Refusal.Conflict("still_in_use", "Something has to be ended first.") with
    {
        More = new Dictionary<string, object?> { ["obstacles"] = obstacles },
    };
}
