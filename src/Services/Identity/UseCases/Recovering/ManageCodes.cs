using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>Somebody gets recovery codes for an account without an authenticator app, or new ones. With an app they belong to it (<see cref="SetUpSecond"/>).</summary>
internal sealed class ManageCodes(Holder holder, RecoveryCodes codes, Alerts alerts, UnitOfWork work, Visit visit, Users users)
{
    public const string Path = "/account/recovery-codes";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? @return, ManageCodes manage, HttpContext http) => manage.ShowAsync([], null, @return, http)).NeedsAccount().ByHolderAlone();
        doors.Club.MapPost(Path, (IFormCollection form, string? @return, SignInGate gate, ManageCodes manage, HttpContext http) => manage.MakeAsync(form, @return, gate, http)).Costs(Effort.SignIn).NeedsAccount().ByHolderAlone();
    }

    /// <summary>Where somebody goes who came in by passkey: on, or past this page while nothing else would let them in on the day the device is lost.</summary>
    public async Task<string> OfferAsync(User user, string? back, CancellationToken stop) =>
        user.PasswordHash is null && !user.TwoFactorEnabled && await codes.LeftAsync(user.Id, stop) == 0 ? ReturnPath.To(Path, back) : ReturnPath.Local(back);

    private async Task<IResult> MakeAsync(IFormCollection form, string? back, SignInGate gate, HttpContext http)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return await ShowAsync(FormSentences.Of(Refusals.SignInsBusy), null, back, http);

        await work.BeginAsync(http.RequestAborted);
        var (user, refusal) = await holder.ProveAsync(form["password"], http);
        // With an app the codes stand for it, and its page makes them.
        var made = user is { TwoFactorEnabled: false } ? await codes.NewAsync(user, http.RequestAborted) : null;
        if (made is not null) alerts.Tell(user!, AccountAlert.RecoveryCodesMade);
        await work.CommitAsync(http.RequestAborted);
        return await ShowAsync(refusal is null ? [] : FormSentences.Of(refusal), made, back, http);
    }

    // Codes are shown once and to nobody else: no cache keeps them.
    private async Task<IResult> ShowAsync(IReadOnlyList<FieldError> errors, IReadOnlyList<string>? made, string? back, HttpContext http)
    {
        await work.BeginAsync(http.RequestAborted);
        var proof = await holder.HowAsync(http);
        var user = await users.FindByIdAsync($"{visit.Caller.AccountId}");
        var left = await codes.LeftAsync(user!.Id, http.RequestAborted);
        await work.RollbackAsync();
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<RecoveryCodesPage>(new { Codes = made ?? [], Left = left, BelongToApp = user.TwoFactorEnabled, Proof = proof, Return = ReturnPath.Local(back), Errors = errors })
        { StatusCode = errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK };
    }
}
