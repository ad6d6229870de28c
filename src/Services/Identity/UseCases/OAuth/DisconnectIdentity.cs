using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.OAuth;

/// <summary>Somebody takes a provider off their account. The last way in stays.</summary>
internal static class DisconnectIdentity
{
    public static string PathOf(string provider) => $"/account/connected/{provider}/remove";

    public static void Map(Doors doors) => doors.Club.MapPost("/account/connected/{provider}/remove", SubmitAsync).NeedsAccount().ByHolderAlone();

    // The form is asked for, empty as it is, because binding one is what checks the antiforgery token.
    private static async Task<IResult> SubmitAsync(string provider, IFormCollection _, HttpContext http, Visit visit, UnitOfWork work, Identities identities)
    {
        if (visit.Caller.Impersonator is not null) return Refusal.Forbidden();

        await work.BeginAsync(http.RequestAborted);
        var user = await work.Model<IdentityModel>().Users.SingleAsync(user => user.Id == visit.Caller.AccountId, http.RequestAborted);
        var isGone = await identities.DisconnectAsync(user, provider, http.RequestAborted);
        if (isGone is null) return Results.NotFound();
        await work.CommitAsync(http.RequestAborted);
        return Results.LocalRedirect($"{ShowAccount.Path}?done={(isGone.Value ? "disconnected" : "last_way_in")}");
    }
}
