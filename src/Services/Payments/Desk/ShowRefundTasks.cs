using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments.Desk;

/// <summary>What has to be handed back, and noting that it was.</summary>
internal sealed class ShowRefundTasks(RefundTasks tasks, HandingBack handing, IStringLocalizer<PaymentsWords> t)
{
    public const string Path = "/manage/payments/tasks";
    private const int LongestReference = 100;

    /// <param name="Way"><c>cash</c>, <c>terminal</c>, <c>bank</c> or <c>provider</c>.</param>
    internal sealed record DoneRequest(string? Way, string? Reference);

    internal sealed record Answer(IReadOnlyList<RefundTask> Tasks);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, ShowRefundTasks page, CancellationToken stop) => page.PageAsync(done == "handed", null, stop)).Needs(Ability.TakePayments);
        doors.Club.MapPost($"{Path}/{{id:guid}}", (Guid id, IFormCollection form, ShowRefundTasks page, CancellationToken stop) => page.DoneAsync(id, form, stop)).MovesMoney().Needs(Ability.TakePayments);
        doors.Api.MapGet(Path, async (RefundTasks tasks, CancellationToken stop) => new Answer(await tasks.ListAsync(stop))).Needs(Ability.TakePayments).WithSummary("Money that somebody has to give back by hand");
        doors.Api.MapPost($"{Path}/{{id:guid}}/done", (Guid id, DoneRequest request, ShowRefundTasks page, CancellationToken stop) => page.AnswerAsync(id, request, stop))
            .MovesMoney().Needs(Ability.TakePayments).Idempotent().WithSummary("Note that money was handed back: in cash, by terminal, by a transfer, or in the provider's own pages").Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    private async Task<IResult> DoneAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        var refusal = await NoteAsync(id, form["way"].ToString(), form["reference"].ToString(), stop);
        if (refusal is { Status: StatusCodes.Status404NotFound }) return TypedResults.NotFound();
        if (refusal is not null) return await PageAsync(false, refusal, stop);
        // Only to one of our two pages with tasks.
        var back = form["back"].ToString() is { } from && from.StartsWith("/desk/pay/", StringComparison.Ordinal) && Guid.TryParse(from["/desk/pay/".Length..], out var booking) ? ShowTaking.PathOf(booking) : Path;
        return Results.Redirect($"{back}?done=handed");
    }

    private async Task<IResult> AnswerAsync(Guid id, DoneRequest request, CancellationToken stop) =>
        await NoteAsync(id, request.Way ?? "", request.Reference ?? "", stop) is { } refusal ? refusal : Results.NoContent();

    private async Task<Refusal?> NoteAsync(Guid id, string way, string typed, CancellationToken stop)
    {
        var reference = typed.Replace("\0", "", StringComparison.Ordinal).Trim();
        if (!HandingWay.All.Contains(way)) return Refusal.Malformed("way", "One of cash, terminal, bank and provider.");
        if (reference.Length > LongestReference) return Refusal.Malformed("reference", "At most 100 characters.");
        if (reference.Length == 0 && way is HandingWay.Bank or HandingWay.Provider) return Refusal.Malformed("reference", "The number of the transfer is needed: it proves that the money went back.");
        return (await handing.DoneAsync(id, way, reference.Length == 0 ? null : reference, stop)).Refusal;
    }

    private async Task<IResult> PageAsync(bool done, Refusal? refusal, CancellationToken stop) =>
        new RazorComponentResult<RefundTasksPage>(new { Tasks = await tasks.ListAsync(stop), Refusal = refusal?.Said(t), Done = done }) { StatusCode = refusal?.Status ?? StatusCodes.Status200OK };
}
