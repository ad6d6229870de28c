using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Privacy.Pages;

namespace PadelSaaS.Privacy.UseCases;

/// <summary>Somebody deletes their account, with all that is known of them, and reads the receipt.</summary>
internal static class DeleteAccount
{
    public const string Path = "/account/delete";

    public static string ReceiptOf(Guid id, string key) => $"/account/deleted/{id}?key={key}";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, ShowAsync).NeedsAccount();
        doors.Club.MapPost(Path, SubmitAsync).Costs(Effort.SignIn).NeedsAccount().ByHolderAlone();
        doors.Club.MapGet("/account/deleted/{id:guid}", ReceiptAsync);
    }

    private static Task<IResult> ShowAsync(HttpContext http, Visit visit, Erasing erasing, IReauthentication holder) => PageAsync(null, StatusCodes.Status200OK, http, visit, erasing, holder);

    private static async Task<IResult> SubmitAsync(IFormCollection form, HttpContext http, Visit visit, Erasing erasing, IReauthentication holder, LinkKeys keys)
    {
        // An admin who acts as somebody is not their holder.
        if (visit.Caller.Impersonator is not null) return Refusal.Forbidden();
        if (form["sure"] != "yes") return await PageAsync(("sure", "Please say that you are sure."), StatusCodes.Status400BadRequest, http, visit, erasing, holder);
        var stop = http.RequestAborted;
        if (!await holder.IsHolderAsync(visit.Caller.AccountId!.Value, SessionOf(http), form["password"], stop))
            return await PageAsync(("password", "This is not your password. After five wrong attempts an account rests for 15 minutes."), StatusCodes.Status400BadRequest, http, visit, erasing, holder);
        if (await erasing.ProspectOfAccountAsync(visit.Caller.AccountId.Value, stop) is not { } prospect) return Refusals.NoErasure;
        if (prospect.Obstacles.Count > 0) return await PageAsync(null, StatusCodes.Status409Conflict, http, visit, erasing, holder);

        var id = await erasing.AskAsync(prospect.Person, byHolder: true, stop);
        return Results.LocalRedirect(ReceiptOf(id, await keys.ForAsync(id, stop)));
    }

    private static async Task<IResult> ReceiptAsync(Guid id, string? key, Erasing erasing, LinkKeys keys, CancellationToken stop) =>
        await keys.OpensAsync(id, key, stop) && await erasing.FindAsync(id, stop) is { } erasure
            ? new RazorComponentResult<ReceiptPage>(new { Erasure = erasure, Back = "/" })
            : Refusals.NoErasure;

    private static Guid SessionOf(HttpContext http) => Guid.TryParse(http.User.FindFirstValue(Claims.Session), out var session) ? session : Guid.Empty;

    private static async Task<IResult> PageAsync((string Field, string Sentence)? error, int status, HttpContext http, Visit visit, Erasing erasing, IReauthentication holder)
    {
        if (await erasing.ProspectOfAccountAsync(visit.Caller.AccountId!.Value, http.RequestAborted) is not { } prospect) return Refusals.NoErasure;
        var isFresh = await holder.IsFreshAsync(SessionOf(http), http.RequestAborted);
        return new RazorComponentResult<DeletePage>(new { prospect.Obstacles, AskPassword = !isFresh, Field = error?.Field, Error = error?.Sentence }) { StatusCode = status };
    }
}
