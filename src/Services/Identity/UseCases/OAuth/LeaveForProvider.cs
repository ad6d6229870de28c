using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Identity.OAuth;

/// <summary>Somebody picks a provider to sign in with, or to connect to their account: off to the portal, where every provider returns to.</summary>
internal static class LeaveForProvider
{
    public static string PathOf(string provider) => $"/sign-in/with/{provider}";

    // A link and no form: the policy of a page lets no form lead to another host. Whoever is made to follow it ends at their own account.
    public static void Map(Doors doors) => doors.Club.MapGet("/sign-in/with/{provider}", Leave).Costs(Effort.SignIn);

    private static IResult Leave(string provider, string? @return, HttpContext http, Visit visit, Providers providers, Departures departures)
    {
        if (providers.Find(provider) is not { } known) return Refusal.NotFound("This page");

        http.Response.Headers.CacheControl = "no-store";
        var start = departures.Note(http, visit, known, ReturnPath.Local(@return));
        return Results.Redirect($"{providers.OriginBeside(visit.Origin)}/sign-in/with/{known.Key}?start={Uri.EscapeDataString(start)}");
    }
}
