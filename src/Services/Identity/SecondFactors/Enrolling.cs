using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>
/// Staff whose club asks for a second factor and whose session lacks it get to the page that sets one up, and to the way out: nothing else opens,
/// whichever endpoint it is, unless it is marked. Keys for programs and admins of the platform, who showed their own, are not asked.
/// </summary>
internal sealed class EnrolFirst : IAuthorizationHandler
{
    public static readonly Refusal Due = new(
        "second_factor_due", StatusCodes.Status403Forbidden, "Your club asks its staff for a second factor. Set up an authenticator app or a passkey, then go on.");

    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (context.Resource is HttpContext http && IsDue(http) && http.GetEndpoint()?.Metadata is { } marks && marks.GetMetadata<DoorOf>() is not null && marks.GetMetadata<OpenBeforeEnrolment>() is null)
            context.Fail(new AuthorizationFailureReason(this, "A second factor is due."));
        return Task.CompletedTask;
    }

    /// <summary>Whether the caller's time to set one up is over.</summary>
    public static bool IsDue(HttpContext http) =>
        Caller.From(http.User).SecondFactorDue is { } due && due <= http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
}

/// <summary>What setting up the first second factor takes besides the password.</summary>
internal sealed class Enrolling(UnitOfWork work, Visit visit, Entrance entrance, TimeProvider clock)
{
    public static readonly Refusal ShowPasskey = new(
        "show_your_passkey", StatusCodes.Status403Forbidden, "Your account has a passkey: show it. If the device is lost, sign out and come by a link in a mail or a recovery code.");

    /// <summary>
    /// Whether this session has to show the passkey the account has already: where the club asks for two things, a password alone must not make the
    /// second. Who lost the device comes by mail or a recovery code. The unit of work is open.
    /// </summary>
    public async Task<bool> NeedsPasskeyAsync(HttpContext http)
    {
        if (visit.Caller.SecondFactorDue is not { } due || due > clock.GetUtcNow()) return false;
        if (await entrance.OfAsync(http.User, http.RequestAborted) is not { Proof: Proofs.Password or Proofs.Provider }) return false;
        return await work.Model<IdentityModel>().Passkeys.AnyAsync(one => one.UserId == visit.Caller.AccountId && one.IsUserVerified, http.RequestAborted);
    }
}
