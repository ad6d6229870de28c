using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Staff;

/// <summary>Somebody new accepts an invitation with a passkey instead of a password: the device makes the key while they open the account.</summary>
internal sealed class JoinWithPasskey(Joining joining, JoinStaff page, Credentials credentials, Users users, Entrance entrance, IPasskeyHandler<User> handler, PasskeyState kept, Alerts alerts, UnitOfWork work, Visit visit, TimeProvider clock)
{
    public const string Path = JoinStaff.Path + "/passkey";

    private static readonly Refusal NoKey = Refusal.Malformed("", "The device's answer does not fit. Please try again.");

    public static void Map(Doors doors)
    {
        doors.Club.MapPost($"{Path}/options", (IFormCollection form, JoinWithPasskey join, HttpContext http) => join.OptionsAsync(form, http)).ByHolderAlone();
        doors.Club.MapPost(Path, (IFormCollection form, JoinWithPasskey join, HttpContext http) => join.SubmitAsync(form, http)).ByHolderAlone();
    }

    private async Task<IResult> OptionsAsync(IFormCollection form, HttpContext http)
    {
        await work.BeginAsync(http.RequestAborted);
        var view = await joining.FindAsync(form["key"], http.RequestAborted);
        if (view.State != JoinState.Open || visit.Caller.IsKnown || view.Known is not null) return TypedResults.NotFound();
        // The account will have this id: the key says whose it is.
        var options = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = $"{Guid.CreateVersion7(clock.GetUtcNow())}", Name = view.Email, DisplayName = $"{form["firstName"]} {form["lastName"]}".Trim() }, http);
        await work.RollbackAsync();
        kept.Keep(http, options.AttestationState);
        return Results.Text(options.CreationOptionsJson, "application/json");
    }

    private async Task<IResult> SubmitAsync(IFormCollection form, HttpContext http)
    {
        var typed = new JoinStaff.Request(form["key"], form["firstName"], form["lastName"], null);
        var (state, checks) = (kept.Take(http), new Checks());
        await work.BeginAsync(http.RequestAborted);
        var view = await joining.FindAsync(typed.Key, http.RequestAborted);
        if (view.State != JoinState.Open || visit.Caller.IsKnown || view.Known is not null) return page.Page(view, typed.Key ?? "", typed, []);
        var firstName = checks.Text(typed.FirstName, "firstName", Register.LongestName, "Please give your first name.");
        var lastName = checks.Text(typed.LastName, "lastName", Register.LongestName, "Please give your last name.");
        if (!checks.Pass) return page.Page(view, typed.Key!, typed, FormSentences.Of(checks));

        var result = state is null ? null : await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = form["credential"].ToString(), AttestationState = state });
        if (result is not { Succeeded: true } || !Guid.TryParse(result.UserEntity.Id, out var id)) return page.Page(view, typed.Key!, typed, FormSentences.Of(NoKey));

        await credentials.QueueUpAsync(view.Email, http.RequestAborted);
        var newcomer = credentials.Newcomer(view.Email, firstName, lastName, null, visit.Language);
        newcomer.Id = id;
        if (await joining.OpenAsync(newcomer, null, http.RequestAborted) is not { } who) return page.Page(view, typed.Key!, typed, FormSentences.Of(StaffRefusals.SignInFirst));
        if (await joining.AcceptAsync(view, who, http.RequestAborted) is { } refusal)
        {
            await work.RollbackAsync();
            return page.Page(view, typed.Key!, typed, FormSentences.Of(refusal));
        }
        result.Passkey.Name = DeviceName.Of(http.Request.Headers.UserAgent);
        await users.AddOrUpdatePasskeyAsync(who, result.Passkey);
        alerts.Tell(who, AccountAlert.PasskeyAdded, detail: result.Passkey.Name);
        var session = entrance.Open(who, http);
        await work.CommitAsync(http.RequestAborted);
        await entrance.HandCookieAsync(who, session, http);
        return Results.LocalRedirect($"{ShowAccount.Path}?done=joined");
    }
}
