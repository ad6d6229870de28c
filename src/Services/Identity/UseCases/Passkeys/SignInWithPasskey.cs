using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>
/// Somebody signs in with a passkey. The device proves that it has the key and that it knows its user, which is both factors in one; and no
/// number of wrong passwords keeps its owner out. Nobody types who they are: the key knows.
/// </summary>
internal static class SignInWithPasskey
{
    public const string Path = "/sign-in/passkey";

    public static void Map(Doors doors)
    {
        doors.Club.MapPost(Path + "/options", OptionsAsync).Costs(Effort.SignIn).OpensBeforeEnrolment();
        doors.Club.MapPost(Path, SubmitAsync).Costs(Effort.SignIn).OpensBeforeEnrolment();
    }

    // The form is asked for, empty as it is, because binding one is what checks the antiforgery token.
    private static async Task<IResult> OptionsAsync(IFormCollection _, HttpContext http, IPasskeyHandler<User> handler, PasskeyState kept)
    {
        var options = await handler.MakeRequestOptionsAsync(null, http);
        kept.Keep(http, options.AssertionState);
        return Results.Text(options.RequestOptionsJson, "application/json");
    }

    private static async Task<IResult> SubmitAsync(
        IFormCollection form, string? @return, HttpContext http, UnitOfWork work, Users users, IPasskeyHandler<User> handler, PasskeyState kept, Entrance entrance, ManageCodes codes)
    {
        if (kept.Take(http) is not { } state) return Refused(@return);

        await work.BeginAsync(http.RequestAborted);
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = form["credential"].ToString(), AssertionState = state });
        if (!result.Succeeded) return Refused(@return);

        await users.AddOrUpdatePasskeyAsync(result.User, result.Passkey);
        // Who shows the key once more at the same device has one session there, not two.
        if (await entrance.OfAsync(http.User, http.RequestAborted) is { RevokedAt: null } present && present.UserId == result.User.Id) entrance.End(present, "signed_in_again");
        var session = entrance.Open(result.User, http, Proofs.Passkey);
        var next = await codes.OfferAsync(result.User, @return, http.RequestAborted);
        await work.CommitAsync(http.RequestAborted);
        await entrance.HandCookieAsync(result.User, session, http);
        return Results.LocalRedirect(next);
    }

    private static RazorComponentResult<SignInPage> Refused(string? @return) => SignIn.Page(new SignIn.Form(null, null), @return, FormSentences.Of(Refusals.InvalidPasskey), Refusals.InvalidPasskey.Status);
}
