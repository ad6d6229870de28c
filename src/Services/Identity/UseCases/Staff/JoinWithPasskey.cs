using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Staff;

/// <summary>Somebody new accepts an invitation with a passkey instead of a password: the device makes the key while they open the account.</summary>
internal sealed class JoinWithPasskey(Joining joining, JoinStaff page, Credentials credentials, NewPasskey passkey, Entrance entrance, UnitOfWork work, Visit visit, TimeProvider clock)
{
    public const string Path = JoinStaff.Path + "/passkey";

    public static void Map(Doors doors)
    {
        doors.Club.MapPost($"{Path}/options", (IFormCollection form, JoinWithPasskey join, HttpContext http) => join.OptionsAsync(form, http)).Costs(Effort.SignIn).ByHolderAlone();
        doors.Club.MapPost(Path, (IFormCollection form, JoinWithPasskey join, HttpContext http) => join.SubmitAsync(form, http)).Costs(Effort.SignIn).ByHolderAlone();
    }

    private async Task<IResult> OptionsAsync(IFormCollection form, HttpContext http)
    {
        await work.BeginAsync(http.RequestAborted);
        var view = await joining.FindAsync(form["key"], http.RequestAborted);
        if (view.State != JoinState.Open || visit.Caller.IsKnown || view.Known is not null) return TypedResults.NotFound();
        var asked = await passkey.AskAsync(Guid.CreateVersion7(clock.GetUtcNow()), view.Email, $"{form["firstName"]} {form["lastName"]}".Trim(), http);
        await work.RollbackAsync();
        return asked;
    }

    private async Task<IResult> SubmitAsync(IFormCollection form, HttpContext http)
    {
        var typed = new JoinStaff.Request(form["key"], form["firstName"], form["lastName"], null);
        var checks = new Checks();
        await work.BeginAsync(http.RequestAborted);
        var view = await joining.FindAsync(typed.Key, http.RequestAborted);
        if (view.State != JoinState.Open || visit.Caller.IsKnown || view.Known is not null) return page.Page(view, typed.Key ?? "", typed, []);
        var firstName = checks.Text(typed.FirstName, "firstName", Register.LongestName, "Please give your first name.");
        var lastName = checks.Text(typed.LastName, "lastName", Register.LongestName, "Please give your last name.");
        if (!checks.Pass) return page.Page(view, typed.Key!, typed, FormSentences.Of(checks));

        if (await passkey.ReadAsync(form, http) is not var (key, id)) return page.Page(view, typed.Key!, typed, FormSentences.Of(NewPasskey.DoesNotFit));

        await credentials.QueueUpAsync(view.Email, http.RequestAborted);
        var newcomer = credentials.Newcomer(view.Email, firstName, lastName, null, visit.Language);
        newcomer.Id = id;
        if (await joining.OpenAsync(newcomer, null, http.RequestAborted) is not { } who) return page.Page(view, typed.Key!, typed, FormSentences.Of(StaffRefusals.SignInFirst));
        if (await joining.AcceptAsync(view, who, http.RequestAborted) is { } refusal)
        {
            await work.RollbackAsync();
            return page.Page(view, typed.Key!, typed, FormSentences.Of(refusal));
        }
        await passkey.AddAsync(who, key, http);
        var session = entrance.Open(who, http, Proofs.Passkey);
        await work.CommitAsync(http.RequestAborted);
        await entrance.HandCookieAsync(who, session, http);
        return Results.LocalRedirect(ReturnPath.To(ManageCodes.Path, $"{ShowAccount.Path}?done=joined"));
    }
}
