using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;
using QRCoder;

namespace PadelSaaS.Identity;

/// <summary>Somebody adds an authenticator app to their account, gets new recovery codes or removes it. Each needs the password: a borrowed device is not enough.</summary>
internal static class SetUpSecond
{
    public const string Path = "/account/second-factor";
    public const string Confirm = Path + "/confirm";
    public const string Codes = Path + "/recovery-codes";
    public const string Remove = Path + "/remove";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, ShowAsync).NeedsAccount().ByHolderAlone().OpensBeforeEnrolment();
        doors.Club.MapPost(Path, BeginAsync).NeedsAccount().ByHolderAlone().OpensBeforeEnrolment();
        doors.Club.MapPost(Confirm, ConfirmAsync).Costs(Effort.SignIn).NeedsAccount().ByHolderAlone().OpensBeforeEnrolment();
        doors.Club.MapPost(Codes, RenewAsync).Costs(Effort.SignIn).NeedsAccount().ByHolderAlone();
        doors.Club.MapPost(Remove, RemoveAsync).Costs(Effort.SignIn).NeedsAccount().ByHolderAlone();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Visit visit, UnitOfWork work, SecondFactor second, RecoveryCodes codes, Enrolling enrolling)
    {
        await work.BeginAsync(http.RequestAborted);
        if (await enrolling.NeedsPasskeyAsync(http)) return Results.LocalRedirect(Enrol.Path);
        return await PageAsync([], null, http, visit, work, second, codes);
    }

    private static Task<IResult> BeginAsync(
        IFormCollection form, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, Credentials credentials, SecondFactor second, RecoveryCodes codes, Enrolling enrolling) =>
        WithPasswordAsync(form, http, visit, gate, work, credentials, second, codes, async user =>
        {
            if (!user.TwoFactorEnabled && !await enrolling.NeedsPasskeyAsync(http)) await second.BeginAsync(user, http.RequestAborted);
            return null;
        });

    private static Task<IResult> RenewAsync(
        IFormCollection form, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, Credentials credentials, SecondFactor second, RecoveryCodes codes) =>
        WithPasswordAsync(form, http, visit, gate, work, credentials, second, codes, async user => user.TwoFactorEnabled ? await codes.NewAsync(user, http.RequestAborted) : null);

    private static Task<IResult> RemoveAsync(
        IFormCollection form, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, Credentials credentials, SecondFactor second, RecoveryCodes codes) =>
        WithPasswordAsync(form, http, visit, gate, work, credentials, second, codes, async user =>
        {
            await second.RemoveAsync(user, http.RequestAborted);
            return null;
        });

    private static async Task<IResult> ConfirmAsync(IFormCollection form, HttpContext http, Visit visit, UnitOfWork work, SecondFactor second, RecoveryCodes codes)
    {
        await work.BeginAsync(http.RequestAborted);
        if (await second.ConfirmAsync(visit.Caller.AccountId!.Value, form["code"], http.RequestAborted) is not { } made)
            return await PageAsync([new FieldError("code", Refusals.InvalidCode.Sentence)], null, http, visit, work, second, codes);

        await work.CommitAsync(http.RequestAborted);
        await work.BeginAsync(http.RequestAborted);
        return await PageAsync([], made, http, visit, work, second, codes);
    }

    private static async Task<IResult> WithPasswordAsync(
        IFormCollection form, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, Credentials credentials, SecondFactor second, RecoveryCodes codes, Func<User, Task<IReadOnlyList<string>?>> act)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;

        await work.BeginAsync(http.RequestAborted);
        var user = await credentials.ProveAsync(visit.Caller.Email!, form["password"].ToString(), http.RequestAborted);
        var isOwn = user is not null && user.Id == visit.Caller.AccountId;
        var made = isOwn ? await act(user!) : null;
        await work.CommitAsync(http.RequestAborted);
        await work.BeginAsync(http.RequestAborted);
        return await PageAsync(
            isOwn ? [] : [new FieldError("password", "This is not your password. After several wrong attempts it is not looked at from here for 15 minutes.")], made, http, visit, work, second, codes);
    }

    // Codes and the secret are shown once and to nobody else: no cache keeps them.
    private static async Task<IResult> PageAsync(
        IReadOnlyList<FieldError> errors, IReadOnlyList<string>? made, HttpContext http, Visit visit, UnitOfWork work, SecondFactor second, RecoveryCodes codes)
    {
        var user = await work.Model<IdentityModel>().Users.AsNoTracking().SingleAsync(user => user.Id == visit.Caller.AccountId, http.RequestAborted);
        var secret = await second.WaitingAsync(user.Id, http.RequestAborted);
        var left = await codes.LeftAsync(user.Id, http.RequestAborted);
        await work.RollbackAsync();
        http.Response.Headers.CacheControl = "no-store";
        var link = secret is null ? null : Totp.Link(visit.Tenant!.Name, user.Email!, secret);
        return new RazorComponentResult<SecondFactorPage>(new { IsOn = user.TwoFactorEnabled, Secret = secret, Picture = link is null ? null : Picture(link), Link = link, Left = left, Codes = made ?? [], Errors = errors })
        { StatusCode = errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK };
    }

    private static string Picture(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var (modules, path) = (code.ModuleMatrix, new StringBuilder());
        for (var y = 0; y < modules.Count; y++)
            for (var x = 0; x < modules[y].Count; x++)
                if (modules[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        var svg = $"""<svg xmlns="http://www.w3.org/2000/svg" width="240" height="240" viewBox="0 0 {modules.Count} {modules.Count}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path d="{path}" fill="#000"/></svg>""";
        return $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}";
    }
}
