using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Privacy.Pages;

namespace PadelSaaS.Privacy.UseCases;

/// <summary>Somebody has all that is kept about them packed, and downloads it.</summary>
internal static class ExportData
{
    public const string Path = "/account/export";

    /// <param name="Password">Needed where the sign-in is more than ten minutes ago.</param>
    internal sealed record Request(string? Password);

    /// <param name="State"><c>asked</c>, <c>ready</c>, <c>expired</c> or <c>failed</c>.</param>
    /// <param name="Attempts">How often making it failed so far.</param>
    /// <param name="Until">When it is deleted.</param>
    /// <param name="Next">From when another may be asked for, where that is not now.</param>
    /// <param name="Archive">Where it is downloaded.</param>
    internal sealed record Answer(Guid Id, string State, DateTimeOffset AskedAt, int Attempts, DateTimeOffset? MadeAt, DateTimeOffset? Until, DateTimeOffset? Next, string? Archive);

    public static string ArchiveOf(Guid id) => $"{Path}/{id}/archive";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, ShowAsync).NeedsAccount().ByHolderAlone();
        doors.Club.MapPost(Path, SubmitAsync).Costs(Effort.SignIn).NeedsAccount().ByHolderAlone();
        doors.Club.MapGet(Path + "/{id:guid}/archive", DownloadAsync).Costs(Effort.Export).NeedsAccount().ByHolderAlone();
        doors.Api.MapGet("/account/export", StateAsync).NeedsAccount().ByHolderAlone().WithSummary("How the archive of the account's personal data stands").Produces<Answer>().ProducesProblem(404);
        // No Idempotency-Key: a kept request would put a password's hash into a table. Asked twice, one is made.
        doors.Api.MapPost("/account/export", AskAsync).Costs(Effort.SignIn).NeedsAccount().ByHolderAlone()
            .WithSummary("Have an archive made of all that is kept about the account's holder").Produces<Answer>(202).ProducesProblem(400).ProducesProblem(409);
        doors.Api.MapGet("/account/export/{id:guid}/archive", DownloadAsync).Costs(Effort.Export).NeedsAccount().ByHolderAlone()
            .WithSummary("The archive, a ZIP of JSON files").Produces(200, contentType: "application/zip").ProducesProblem(404);
    }

    private static Task<IResult> ShowAsync(HttpContext http, Visit visit, Exporting exporting, IReauthentication holder, TimeProvider clock) =>
        PageAsync(null, http, visit, exporting, holder, clock);

    private static async Task<IResult> SubmitAsync(IFormCollection form, HttpContext http, Visit visit, Exporting exporting, IReauthentication holder, TimeProvider clock) =>
        await ProvedAsync(form["password"], http, visit, exporting, holder) is { } refusal ? await PageAsync(refusal, http, visit, exporting, holder, clock) : Results.LocalRedirect(Path);

    private static async Task<IResult> StateAsync(Visit visit, Exporting exporting, TimeProvider clock, CancellationToken stop) =>
        await exporting.LatestAsync(visit.Caller.AccountId!.Value, stop) is { } export ? TypedResults.Ok(Of(export, clock.GetUtcNow())) : Refusals.NoExport;

    private static async Task<IResult> AskAsync(Request request, HttpContext http, Visit visit, Exporting exporting, IReauthentication holder, TimeProvider clock)
    {
        if (await ProvedAsync(request.Password, http, visit, exporting, holder) is { } refusal) return refusal;
        return TypedResults.Accepted("/api/v1/account/export", Of((await exporting.LatestAsync(visit.Caller.AccountId!.Value, http.RequestAborted))!, clock.GetUtcNow()));
    }

    private static async Task<IResult> DownloadAsync(Guid id, HttpContext http, Visit visit, Exporting exporting, TimeProvider clock)
    {
        if (await exporting.TakeAsync(id, visit.Caller.AccountId!.Value, http.RequestAborted) is not { } archive) return Refusals.NoExport;
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(archive, "application/zip", $"{visit.Tenant!.Slug}-data-{clock.GetUtcNow():yyyy-MM-dd}.zip");
    }

    private static async Task<Refusal?> ProvedAsync(string? password, HttpContext http, Visit visit, Exporting exporting, IReauthentication holder)
    {
        var account = visit.Caller.AccountId!.Value;
        if (!await holder.IsHolderAsync(account, SessionOf(http), password, http.RequestAborted)) return Refusals.NotThePassword;
        return (await exporting.AskAsync(account, visit.Language, http.RequestAborted)).Refusal;
    }

    private static Guid SessionOf(HttpContext http) => Guid.TryParse(http.User.FindFirstValue(Claims.Session), out var session) ? session : Guid.Empty;

    private static Answer Of(DataExport export, DateTimeOffset now) => new(
        export.Id, export.State == DataExport.Ready && !export.IsOpen(now) ? DataExport.Expired : export.State, export.AskedAt, export.Attempts, export.MadeAt, export.Until, export.NextAt(now),
        export.IsOpen(now) ? $"/api/v1{ArchiveOf(export.Id)}" : null);

    private static async Task<IResult> PageAsync(Refusal? refusal, HttpContext http, Visit visit, Exporting exporting, IReauthentication holder, TimeProvider clock)
    {
        var export = await exporting.LatestAsync(visit.Caller.AccountId!.Value, http.RequestAborted);
        var isFresh = await holder.IsFreshAsync(SessionOf(http), http.RequestAborted);
        return new RazorComponentResult<ExportPage>(new { Export = export, Now = clock.GetUtcNow(), AskPassword = !isFresh, refusal?.Field, Error = refusal?.Sentence })
        {
            StatusCode = refusal?.Status ?? StatusCodes.Status200OK,
        };
    }
}
