using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Identity.OAuth;

/// <summary>The pages and endpoints of the demo's provider (<see cref="DemoProvider"/>), as strict as a real one. Where it is off there is nothing here.</summary>
internal static class BeDemoProvider
{
    public static void Map(Doors doors)
    {
        doors.Portal.MapGet("/demo/{provider}/authorize", Authorize);
        doors.Portal.MapPost("/demo/{provider}/token", ExchangeAsync).DisableAntiforgery();
        doors.Portal.MapGet("/demo/{provider}/userinfo", Tell);
    }

    private static IResult Authorize(string provider, string? @as, HttpContext http, Visit visit, DemoProvider demo)
    {
        if (!demo.IsOn || Providers.Known.FirstOrDefault(one => one.Key == provider) is not { } known) return Refusal.NotFound("This page");
        var asked = http.Request.Query.ToDictionary(one => one.Key, one => one.Value.ToString());
        var redirect = asked.GetValueOrDefault("redirect_uri") ?? "";
        if (asked.GetValueOrDefault("client_id") != DemoProvider.ClientId || redirect != visit.Origin + known.ReturnPath) return Refusal.Malformed("redirect_uri", "The demo's provider does not know this client and address.");
        if (asked.GetValueOrDefault("response_type") != "code" || asked.GetValueOrDefault("code_challenge_method") != "S256" || asked.GetValueOrDefault("code_challenge") is not { Length: 43 } challenge
            || asked.GetValueOrDefault("state") is not { Length: > 0 } state)
            return Refusal.Malformed("code_challenge", "The demo's provider wants a code, a state and PKCE with S256.");

        var answer = new Dictionary<string, string?> { ["state"] = state, ["iss"] = demo.IssuerOf(provider) };
        if (@as is null) return new RazorComponentResult<DemoProviderPage>(new { Provider = known.Name, Here = http.Request.Path + http.Request.QueryString });
        if (DemoProvider.People.FirstOrDefault(one => one.Subject == @as) is { } person) answer["code"] = demo.NewCode(provider, redirect, challenge, person);
        else answer["error"] = "access_denied";
        return Results.Redirect(QueryHelpers.AddQueryString(redirect, answer));
    }

    private static async Task<IResult> ExchangeAsync(string provider, HttpContext http, DemoProvider demo)
    {
        if (!demo.IsOn || !http.Request.HasFormContentType) return Refusal.NotFound("This page");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var isClient = form["client_id"] == DemoProvider.ClientId && form["client_secret"] == DemoProvider.ClientSecret && form["grant_type"] == "authorization_code";
        return isClient && demo.Exchange(provider, form["code"].ToString(), form["redirect_uri"].ToString(), form["code_verifier"].ToString()) is { } token
            ? Results.Json(new { access_token = token, token_type = "Bearer", expires_in = 60 })
            : Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
    }

    private static IResult Tell(string provider, HttpContext http, DemoProvider demo)
    {
        var shown = http.Request.Headers.Authorization.ToString();
        if (!demo.IsOn || !shown.StartsWith("Bearer ", StringComparison.Ordinal) || demo.PersonOf(provider, shown["Bearer ".Length..]) is not { } person) return Refusal.NotFound("This page");
        return provider == "google"
            ? Results.Json(new { sub = person.Subject, email = person.Email, email_verified = person.IsVerified, given_name = person.FirstName, family_name = person.LastName })
            : Results.Json(new { id = person.Subject, email = person.Email, first_name = person.FirstName, last_name = person.LastName });
    }
}
