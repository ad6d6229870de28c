using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity.OAuth;

/// <summary>
/// Somebody came back from a provider and nobody knows yet whose account that is. Who is signed in may connect it to theirs. Where the provider
/// proved an address that has an account, its holder signs in first, as ever: an address at Google alone takes nobody's account. Where it has
/// none, one is opened. An address that the provider did not prove finds nobody.
/// </summary>
internal static class ConnectIdentity
{
    public const string Path = "/sign-in/connect";
    public const string OpenPath = Path + "/open";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, ShowAsync);
        doors.Club.MapPost(Path, ConnectAsync).NeedsAccount().ByHolderAlone();
        doors.Club.MapPost(OpenPath, OpenAsync).Costs(Effort.SignIn);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Visit visit, UnitOfWork work, Users users, PendingIdentity pending)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (pending.Read(http) is not var (identity, back)) return Results.LocalRedirect("/sign-in");
        if (visit.Caller.IsKnown) return Page(identity, back, hasAccount: true, [], StatusCodes.Status200OK);

        await work.BeginAsync(http.RequestAborted);
        var hasAccount = identity.IsEmailVerified && await users.FindByEmailAsync(identity.Email!) is not null;
        await work.RollbackAsync();
        return Page(identity, back, hasAccount, [], StatusCodes.Status200OK);
    }

    // The form is asked for, empty as it is, because binding one is what checks the antiforgery token.
    private static async Task<IResult> ConnectAsync(IFormCollection _, HttpContext http, Visit visit, UnitOfWork work, Identities identities, PendingIdentity pending)
    {
        // Whoever acts in another's name leaves no key of their own behind.
        if (visit.Caller.Impersonator is not null) return Refusal.Forbidden();
        if (pending.Read(http) is not var (identity, back)) return Results.LocalRedirect(ShowAccount.Path);

        await work.BeginAsync(http.RequestAborted);
        var user = await work.Model<IdentityModel>().Users.SingleAsync(user => user.Id == visit.Caller.AccountId, http.RequestAborted);
        var isConnected = await identities.ConnectAsync(user, identity, http.RequestAborted);
        var elsewhere = isConnected ? null : await identities.FindAsync(identity, http.RequestAborted);
        await work.CommitAsync(http.RequestAborted);
        PendingIdentity.Forget(http);
        return Results.LocalRedirect(isConnected || elsewhere?.UserId == user.Id ? back == ReturnPath.Home ? $"{ShowAccount.Path}?done=connected" : back
            : $"{ShowAccount.Path}?problem={(elsewhere is null ? ProviderNews.Other : ProviderNews.Taken)}&with={identity.Provider}");
    }

    private static async Task<IResult> OpenAsync(
        IFormCollection form, HttpContext http, Visit visit, UnitOfWork work, Users users, Credentials credentials, Identities identities, PendingIdentity pending, Entrance entrance)
    {
        if (pending.Read(http) is not var (identity, back) || visit.Caller.IsKnown || !identity.IsEmailVerified) return Results.LocalRedirect(Path);
        var checks = new Checks();
        var firstName = checks.Text(form["firstName"], "firstName", Register.LongestName, "Please give your first name.");
        var lastName = checks.Text(form["lastName"], "lastName", Register.LongestName, "Please give your last name.");
        if (!checks.Pass) return Page(identity with { FirstName = firstName, LastName = lastName }, back, hasAccount: false, FormSentences.Of(checks), StatusCodes.Status400BadRequest);

        await work.BeginAsync(http.RequestAborted);
        await credentials.QueueUpAsync(identity.Email!, http.RequestAborted);
        // Meanwhile somebody may have opened one, or connected this one: the page says what is left to do.
        if (await users.FindByEmailAsync(identity.Email!) is not null || await identities.FindAsync(identity, http.RequestAborted) is not null) return Results.LocalRedirect(Path);

        var user = credentials.Newcomer(identity.Email!, firstName, lastName, phone: null, visit.Language);
        user.EmailConfirmed = true;
        await credentials.AddAsync(user, password: null, [RoleAbilities.Player]);
        work.Tell(new EmailVerified(user.Id, user.Email!));
        await identities.ConnectAsync(user, identity, http.RequestAborted);
        var session = entrance.Open(user, http, Proofs.Provider);
        await work.CommitAsync(http.RequestAborted);
        PendingIdentity.Forget(http);
        await entrance.HandCookieAsync(user, session, http);
        return Results.LocalRedirect(back);
    }

    private static RazorComponentResult<ConnectPage> Page(ProvidedIdentity identity, string back, bool hasAccount, IReadOnlyList<FieldError> errors, int status) =>
        new(new { Provider = Providers.NameOf(identity.Provider), identity.Email, IsVerified = identity.IsEmailVerified, HasAccount = hasAccount, identity.FirstName, identity.LastName, Back = back, Errors = errors })
        {
            StatusCode = status,
        };
}
