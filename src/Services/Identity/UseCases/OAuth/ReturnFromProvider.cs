using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.OAuth;

/// <summary>
/// Somebody is back at the club with a ticket. It is good for this club, this host and the browser that set out, and for a minute. Whose account
/// is connected is signed in, with the second factor where there is one; everybody else is asked whose it is.
/// </summary>
internal static class ReturnFromProvider
{
    public static string PathOf(string provider) => $"/sign-in/with/{provider}/ticket";

    public static void Map(Doors doors) => doors.Club.MapGet("/sign-in/with/{provider}/ticket", ReturnAsync);

    private static async Task<IResult> ReturnAsync(
        string provider, string? ticket, HttpContext http, Visit visit, SignInTickets tickets, UnitOfWork work, Identities identities, PendingIdentity pending,
        Entrance entrance, PendingSignIn second, TimeProvider clock)
    {
        http.Response.Headers.CacheControl = "no-store";
        var shown = await tickets.TakeAsync(ticket, http.RequestAborted);
        if (shown is null || shown.Identity.Provider != provider || shown.Tenant != visit.Tenant!.Id || shown.Origin != visit.Origin || !Departures.TakeMark(http, shown.Browser))
            return Results.LocalRedirect(ProviderNews.Path(ProviderNews.Ticket, Providers.Known.Any(known => known.Key == provider) ? provider : ""));

        await work.BeginAsync(http.RequestAborted);
        if (await identities.FindAsync(shown.Identity, http.RequestAborted) is not { } connected)
        {
            pending.Keep(http, shown.Identity, shown.Back);
            return Results.LocalRedirect(ConnectIdentity.Path);
        }
        if (visit.Caller.IsKnown && visit.Caller.AccountId != connected.UserId) return Results.LocalRedirect($"{ShowAccount.Path}?problem={ProviderNews.Taken}&with={provider}");

        connected.LastUsedAt = clock.GetUtcNow();
        if (visit.Caller.IsKnown)
        {
            await work.CommitAsync(http.RequestAborted);
            return Results.LocalRedirect(shown.Back);
        }
        var user = await work.Model<IdentityModel>().Users.SingleAsync(user => user.Id == connected.UserId, http.RequestAborted);
        var session = user.TwoFactorEnabled ? null : entrance.Open(user, http, Proofs.Provider);
        await work.CommitAsync(http.RequestAborted);
        return await ProveSecond.ContinueAsync(user, session, shown.Back, http, entrance, second);
    }
}
