using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Payments.Accounting;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Reconciliation;

/// <summary>Where a provider and our books say different things: what the nights found, and setting it right.</summary>
internal sealed class ShowReconciliation(ReconciliationReader reader, Reconciling reconciling, Resolving resolving, UnitOfWork work, Visit visit, TimeProvider clock, IStringLocalizer<AccountingWords> t)
{
    public const string Path = "/manage/payments/reconciliation";
    private const int MostShown = 200;
    private static readonly TimeSpan Lookback = TimeSpan.FromDays(2);

    /// <param name="Way"><c>asked</c>, <c>fee</c>, <c>difference</c> or <c>given_back</c>.</param>
    internal sealed record ResolveRequest(string? Way, string? Reason);

    internal sealed record Answer(IReadOnlyList<DifferenceShown> Open, IReadOnlyList<RunShown> Comparisons);

    internal sealed record BegunAnswer(int Begun);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? show, string? done, ShowReconciliation page, CancellationToken stop) => page.PageAsync(show == "resolved", done, null, stop)).Needs(Ability.SeePayments);
        doors.Club.MapGet(Path + ".csv", (HttpContext http, ShowReconciliation page, CancellationToken stop) => page.SendAsync(http, stop)).Costs(Effort.Export).Needs(Ability.SeePayments);
        doors.Club.MapPost(Path + "/run", (ShowReconciliation page, CancellationToken stop) => page.RunAsync(stop)).Needs(Ability.SeePayments);
        doors.Club.MapPost(Path + "/{id:guid}", (Guid id, IFormCollection form, ShowReconciliation page, CancellationToken stop) => page.SaveAsync(id, form, stop)).MovesMoney().Needs(Ability.SeePayments);
        doors.Api.MapGet(Path, async (ReconciliationReader reader, CancellationToken stop) => new Answer(await reader.DifferencesAsync(true, MostShown, stop), await reader.RunsAsync(stop)))
            .Needs(Ability.SeePayments).WithSummary("What providers and our books say differently, and the last comparisons");
        doors.Api.MapPost(Path + "/run", async (ShowReconciliation page, CancellationToken stop) => new BegunAnswer(await page.BeginAsync(stop))).Needs(Ability.SeePayments).Idempotent().WithSummary("Compare now with every provider the club has money with");
        doors.Api.MapPost(Path + "/{id:guid}/resolve", async (Guid id, ResolveRequest request, Resolving resolving, CancellationToken stop) =>
                await resolving.ResolveAsync(id, request.Way ?? "", Text(request.Reason), stop) is { } refusal ? refusal : Results.NoContent())
            .MovesMoney().Needs(Ability.SeePayments).Idempotent().WithSummary("Resolve a difference by a way that fits it").Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private async Task<int> BeginAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return await reconciling.BeginAsync(now - Lookback, now, visit.Caller.Name, stop);
    }

    private async Task<IResult> RunAsync(CancellationToken stop) => Results.Redirect($"{Path}?done={(await BeginAsync(stop) > 0 ? "begun" : "nothing")}");

    private async Task<IResult> SaveAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        if (await resolving.ResolveAsync(id, form["way"].ToString(), Text(form["reason"]), stop) is not { } refusal) return Results.Redirect($"{Path}?done=resolved");
        if (refusal.Status == StatusCodes.Status404NotFound) return refusal;
        var answer = await PageAsync(false, null, refusal, stop);
        answer.StatusCode = refusal.Status;
        return answer;
    }

    private async Task<RazorComponentResult<ReconciliationPage>> PageAsync(bool resolved, string? done, Refusal? refusal, CancellationToken stop) => new(new
    {
        Differences = await reader.DifferencesAsync(!resolved, MostShown, stop),
        Runs = await reader.RunsAsync(stop),
        Resolved = resolved,
        OpenCount = await reader.OpenAsync(stop),
        Done = done,
        Refused = refusal is null ? null : t[refusal.Sentence].Value,
        MayResolve = visit.Caller.May(Ability.TakePayments),
        MayPost = visit.Caller.May(Ability.ManageTenant),
        visit.Tenant!.Zone,
    });

    private async Task<IResult> SendAsync(HttpContext http, CancellationToken stop)
    {
        var rows = (await reader.DifferencesAsync(true, Sheet.Most, stop)).Concat(await reader.DifferencesAsync(false, Sheet.Most, stop)).ToList();
        await work.BeginAsync(stop);
        work.Audit(new Act("payments.exported", "reconciliation", "all") { Changes = [new Changed("rows", null, rows.Count.ToString(CultureInfo.InvariantCulture))] });
        await work.CommitAsync(stop);
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(Sheet.Of("found,moved,provider,kind,what,reference,payment,ours,theirs,currency,state,resolution,reason,resolved,by", rows.Select(Cells)), Sheet.Type, $"reconciliation-{clock.GetUtcNow():yyyy-MM-dd}.csv");
    }

    private static IEnumerable<string?> Cells(DifferenceShown row) =>
    [
        row.FoundAt.ToString("O", CultureInfo.InvariantCulture), row.At.ToString("O", CultureInfo.InvariantCulture), row.Provider, row.Kind, row.What, row.Reference, $"{row.PaymentId}",
        Plain(row.Ours), Plain(row.Theirs), (row.Theirs ?? row.Ours)?.Currency, row.State, row.Resolution, row.Reason, row.ResolvedAt?.ToString("O", CultureInfo.InvariantCulture), row.ResolvedBy,
    ];

    private static string Plain(Money? money) => money is { } amount ? MoneyText.Plain(amount) : "";

    private static string? Text(string? typed) => typed?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } text ? text : null;
}
