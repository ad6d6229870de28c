using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
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
        doors.Club.MapPost(Path + "/options", OptionsAsync).NeedsAccount().ByHolderAlone();
        doors.Club.MapPost(Path, AddAsync).NeedsAccount().ByHolderAlone();
        doors.Club.MapPost(Path + "/{id:guid}/remove", RemoveAsync).NeedsAccount().ByHolderAlone();
    }

    private static async Task<IResult> ShowAsync(string? done, HttpContext http, Visit visit, UnitOfWork work)
    {
        await work.BeginAsync(http.RequestAborted);
        return await PageAsync([], done, http, visit, work);
    }

    private static async Task<IResult> OptionsAsync(
        IFormCollection form, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, Credentials credentials, IPasskeyHandler<User> handler, PasskeyState kept,
        IStringLocalizer<IdentityWords> words)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;

        await work.BeginAsync(http.RequestAborted);
        var user = await credentials.ProveAsync(visit.Caller.Email!, form["password"].ToString(), http.RequestAborted);
        var options = user is null ? null : await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = $"{user.Id}", Name = user.Email!, DisplayName = user.FullName }, http);
        await work.CommitAsync(http.RequestAborted);
        if (options is null) return Results.Json(new { message = words[Refusals.NotThePassword.Sentence].Value }, statusCode: StatusCodes.Status400BadRequest);

        kept.Keep(http, options.AttestationState);
        return Results.Text(options.CreationOptionsJson, "application/json");
    }

    private static async Task<IResult> AddAsync(
        IFormCollection form, HttpContext http, Visit visit, UnitOfWork work, Users users, IPasskeyHandler<User> handler, PasskeyState kept, Alerts alerts)
    {
        await work.BeginAsync(http.RequestAborted);
        var state = kept.Take(http);
        var count = await work.Model<IdentityModel>().Passkeys.CountAsync(one => one.UserId == visit.Caller.AccountId, http.RequestAborted);
        var result = state is null || count >= Passkey.Most ? null
            : await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = form["credential"].ToString(), AttestationState = state });
        if (result is not { Succeeded: true } || result.UserEntity.Id != $"{visit.Caller.AccountId}")
            return await PageAsync([new FieldError("", "The device's answer does not fit. Please try again.")], null, http, visit, work);

        var user = await users.FindByIdAsync(result.UserEntity.Id) ?? throw new InvalidOperationException("A session outlived its account.");
        var device = DeviceName.Of(http.Request.Headers.UserAgent);
        result.Passkey.Name = device;
        await users.AddOrUpdatePasskeyAsync(user, result.Passkey);
        alerts.Tell(user, AccountAlert.PasskeyAdded, detail: device);
        await work.CommitAsync(http.RequestAborted);
        return Results.LocalRedirect($"{Path}?done=added");
    }

    // The form is asked for, empty as it is, because binding one is what checks the antiforgery token.
    private static async Task<IResult> RemoveAsync(Guid id, IFormCollection _, HttpContext http, Visit visit, UnitOfWork work, Users users, Alerts alerts)
    {
        await work.BeginAsync(http.RequestAborted);
        var known = await work.Model<IdentityModel>().Passkeys.FirstOrDefaultAsync(one => one.Id == id && one.UserId == visit.Caller.AccountId, http.RequestAborted);
        if (known is null) return Results.NotFound();

        work.Model<IdentityModel>().Remove(known);
        var user = await users.FindByIdAsync(known.UserId.ToString()) ?? throw new InvalidOperationException("A passkey outlived its account.");
        alerts.Tell(user, AccountAlert.PasskeyRemoved, detail: known.Name);
        await work.CommitAsync(http.RequestAborted);
        return Results.LocalRedirect($"{Path}?done=removed");
    }

    private static async Task<IResult> PageAsync(IReadOnlyList<FieldError> errors, string? done, HttpContext http, Visit visit, UnitOfWork work)
    {
        var keys = await work.Model<IdentityModel>().Passkeys.AsNoTracking().Where(one => one.UserId == visit.Caller.AccountId).OrderBy(one => one.CreatedAt).ToListAsync(http.RequestAborted);
        await work.RollbackAsync();
        return new RazorComponentResult<PasskeysPage>(new { Keys = keys.ConvertAll(one => new PasskeysPage.Key(one.Id, one.Name, one.CreatedAt, one.LastUsedAt)), Done = done, Errors = errors })
        { StatusCode = errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK };
    }
}
