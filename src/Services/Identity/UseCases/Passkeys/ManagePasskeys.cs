using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>Somebody adds a passkey to their account, with the password, or removes one. The device makes the key; its public half comes here.</summary>
internal static class ManagePasskeys
{
    public const string Path = "/account/passkeys";

    public static string RemovePathOf(Guid id) => $"{Path}/{id}/remove";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, ShowAsync).NeedsAccount().ByHolderAlone();
        doors.Club.MapPost(Path + "/options", OptionsAsync).NeedsAccount().ByHolderAlone().OpensBeforeEnrolment();
        doors.Club.MapPost(Path, AddAsync).NeedsAccount().ByHolderAlone().OpensBeforeEnrolment();
        doors.Club.MapPost(Path + "/{id:guid}/remove", RemoveAsync).NeedsAccount().ByHolderAlone();
    }

    private static async Task<IResult> ShowAsync(string? done, HttpContext http, Visit visit, UnitOfWork work, Holder holder)
    {
        await work.BeginAsync(http.RequestAborted);
        return await PageAsync([], done, http, visit, work, holder);
    }

    private static async Task<IResult> OptionsAsync(
        IFormCollection form, HttpContext http, SignInGate gate, UnitOfWork work, Holder holder, Enrolling enrolling, NewPasskey passkey, IStringLocalizer<IdentityWords> words)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;

        await work.BeginAsync(http.RequestAborted);
        var (user, refusal) = await enrolling.NeedsPasskeyAsync(http) ? (null, Enrolling.ShowPasskey) : await holder.ProveAsync(form["password"], http);
        var asked = user is null ? null : await passkey.AskAsync(user.Id, user.Email!, user.FullName, http);
        await work.CommitAsync(http.RequestAborted);
        return asked ?? Results.Json(new { message = words[refusal!.Sentence].Value }, statusCode: StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> AddAsync(
        IFormCollection form, string? @return, HttpContext http, Visit visit, UnitOfWork work, Users users, NewPasskey passkey, Holder holder, Entrance entrance, Enrolling enrolling)
    {
        await work.BeginAsync(http.RequestAborted);
        var made = await passkey.ReadAsync(form, http);
        var count = await work.Model<IdentityModel>().Passkeys.CountAsync(one => one.UserId == visit.Caller.AccountId, http.RequestAborted);
        if (made is not var (key, owner) || owner != visit.Caller.AccountId || count >= Passkey.Most || await enrolling.NeedsPasskeyAsync(http))
            return await PageAsync(FormSentences.Of(NewPasskey.DoesNotFit), null, http, visit, work, holder);

        var user = await users.FindByIdAsync($"{owner}") ?? throw new InvalidOperationException("A session outlived its account.");
        await passkey.AddAsync(user, key, http);
        // It was made here a moment ago, by who proved to be the holder: this session has shown it.
        (await entrance.OfAsync(http.User, http.RequestAborted))?.ShowPasskey();
        await work.CommitAsync(http.RequestAborted);
        return Results.LocalRedirect(Recovered.After(@return, Path, "added"));
    }

    // The form is asked for, empty as it is, because binding one is what checks the antiforgery token.
    private static async Task<IResult> RemoveAsync(Guid id, IFormCollection _, string? @return, HttpContext http, Visit visit, UnitOfWork work, Users users, WaysIn ways, Alerts alerts)
    {
        await work.BeginAsync(http.RequestAborted);
        var user = await users.FindByIdAsync($"{visit.Caller.AccountId}") ?? throw new InvalidOperationException("A session outlived its account.");
        var mayGo = await ways.HasTwoAsync(user, http.RequestAborted);
        var known = await work.Model<IdentityModel>().Passkeys.FirstOrDefaultAsync(one => one.Id == id && one.UserId == visit.Caller.AccountId, http.RequestAborted);
        if (known is null) return Results.NotFound();

        if (!mayGo) return Results.LocalRedirect(Recovered.After(@return, Path, "last_way_in"));
        work.Model<IdentityModel>().Remove(known);
        work.Tell(new SecondFactorChanged(user.Id));
        alerts.Tell(user, AccountAlert.PasskeyRemoved, detail: known.Name);
        await work.CommitAsync(http.RequestAborted);
        return Results.LocalRedirect(Recovered.After(@return, Path, "removed"));
    }

    /// <summary>The account's passkeys, the oldest first. The unit of work is open.</summary>
    public static async Task<IReadOnlyList<PasskeyList.Key>> OfAsync(UnitOfWork work, Guid accountId, CancellationToken stop) =>
        await work.Model<IdentityModel>().Passkeys.AsNoTracking().Where(one => one.UserId == accountId).OrderBy(one => one.CreatedAt)
            .Select(one => new PasskeyList.Key(one.Id, one.Name, one.CreatedAt, one.LastUsedAt)).ToListAsync(stop);

    private static async Task<IResult> PageAsync(IReadOnlyList<FieldError> errors, string? done, HttpContext http, Visit visit, UnitOfWork work, Holder holder)
    {
        var keys = await OfAsync(work, visit.Caller.AccountId!.Value, http.RequestAborted);
        var proof = await holder.HowAsync(http);
        await work.RollbackAsync();
        return new RazorComponentResult<PasskeysPage>(new { Keys = keys, Proof = proof, Done = done, Errors = errors })
        { StatusCode = errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK };
    }
}
