using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>
/// Somebody follows the link that opens their account, with a passkey instead of a password. It does not matter at which browser: nothing that
/// whoever asked has chosen opens the account afterwards, only what the link's reader has in their hand.
/// </summary>
internal sealed class RegisterWithPasskey(Enrolment enrolment, OneTimeLinks links, NewPasskey passkey, Entrance entrance, UnitOfWork work, Visit visit, TimeProvider clock)
{
    public const string Path = ConfirmRegistration.Path + "/passkey";

    public static void Map(Doors doors)
    {
        doors.Club.MapPost($"{Path}/options", (IFormCollection form, RegisterWithPasskey register, HttpContext http) => register.OptionsAsync(form, http)).Costs(Effort.SignIn);
        doors.Club.MapPost(Path, (IFormCollection form, string? @return, RegisterWithPasskey register, HttpContext http) => register.SubmitAsync(form, @return, http)).Costs(Effort.SignIn);
    }

    private async Task<IResult> OptionsAsync(IFormCollection form, HttpContext http)
    {
        await work.BeginAsync(http.RequestAborted);
        var (state, link) = await links.FindAsync(LinkPurpose.Register, form["key"], http.RequestAborted);
        if (state != LinkState.Open) return TypedResults.NotFound();
        var pending = link!.Read<PendingAccount>();
        var asked = await passkey.AskAsync(Guid.CreateVersion7(clock.GetUtcNow()), pending.Email, $"{pending.FirstName} {pending.LastName}".Trim(), http);
        await work.RollbackAsync();
        return asked;
    }

    private async Task<IResult> SubmitAsync(IFormCollection form, string? @return, HttpContext http)
    {
        await work.BeginAsync(http.RequestAborted);
        var (state, link) = await links.FindAsync(LinkPurpose.Register, form["key"], http.RequestAborted);
        if (state != LinkState.Open) return LinkProblem.Page(state, LinkPurpose.Register, visit.Caller.IsKnown);
        if (await passkey.ReadAsync(form, http) is not var (key, id)) return ConfirmRegistration.Page(link!, form["key"]!, @return, FormSentences.Of(NewPasskey.DoesNotFit), http);
        if (await enrolment.ConfirmAsync(link!, password: null, id, http.RequestAborted) is not { } user) return LinkProblem.Page(LinkState.Used, LinkPurpose.Register, visit.Caller.IsKnown);

        await passkey.AddAsync(user, key, http);
        var session = entrance.Open(user, http, Proofs.Passkey);
        await work.CommitAsync(http.RequestAborted);
        await entrance.HandCookieAsync(user, session, http);
        return Results.LocalRedirect(ReturnPath.To(ManageCodes.Path, @return));
    }
}
