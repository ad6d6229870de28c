using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments.Accounting;

/// <summary>What has to go back, what was refused and what has gone: who looks after the money sends again what failed.</summary>
internal static class ShowRefunds
{
    public const string Path = "/manage/payments/refunds";
    private const int PageSize = 50;

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, ShowAsync).Needs(Ability.SeePayments);
        doors.Club.MapPost(Path + "/{id:guid}/retry", RetryAsync).Needs(Ability.TakePayments).MovesMoney();
    }

    private static Task<RazorComponentResult<RefundsPage>> ShowAsync(string? state, int? page, string? done, MoneyReader reader, Visit visit, CancellationToken stop) =>
        PageAsync(state, page, done, null, reader, visit, stop);

    private static async Task<IResult> RetryAsync(Guid id, RetryRefund retry, MoneyReader reader, Visit visit, IStringLocalizer<AccountingWords> t, CancellationToken stop)
    {
        if (await retry.RetryAsync(id, stop) is not { } refusal) return Results.Redirect($"{Path}?state=due&done=retried");
        if (refusal.Status == StatusCodes.Status404NotFound) return refusal;
        var answer = await PageAsync(Refund.Failed, null, null, t[refusal.Sentence], reader, visit, stop);
        answer.StatusCode = refusal.Status;
        return answer;
    }

    private static async Task<RazorComponentResult<RefundsPage>> PageAsync(string? state, int? page, string? done, string? refused, MoneyReader reader, Visit visit, CancellationToken stop)
    {
        var shown = state is Refund.Settled or Refund.Failed ? state : Refund.Due;
        var at = Math.Clamp(page ?? 1, 1, 100_000);
        var (lines, counts) = await reader.RefundsAsync(shown, (at - 1) * PageSize, PageSize, stop);
        return new RazorComponentResult<RefundsPage>(new
        {
            Lines = lines,
            Counts = counts,
            State = shown,
            Page = at,
            Pages = Math.Max(1, (counts.GetValueOrDefault(shown) + PageSize - 1) / PageSize),
            Done = done,
            Refused = refused,
            visit.Tenant!.Zone,
        });
    }
}
