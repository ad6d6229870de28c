using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Payments.Reconciliation;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Accounting;

/// <summary>Who looks after the club's money sees every payment, finds one, and sees all that became of it.</summary>
internal static class ShowMoney
{
    public const string Path = "/manage/payments";
    private const int PageSize = 50;

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, ShowAsync).Needs(Ability.SeePayments);
        doors.Club.MapGet(Path + ".csv", SendAsync).Costs(Effort.Export).Needs(Ability.SeePayments);
        doors.Club.MapGet(Path + "/{id:guid}", ShowOneAsync).Needs(Ability.SeePayments);
    }

    private static async Task<RazorComponentResult<MoneyPage>> ShowAsync(
        string? q, string? state, string? provider, string? from, string? until, int? page, MoneyReader reader, ReconciliationReader reconciliation, Visit visit, CancellationToken stop)
    {
        var asked = MoneyAsked.Of(q, state, provider, from, until);
        var at = Math.Clamp(page ?? 1, 1, 100_000);
        var (lines, total) = await reader.PageAsync(asked, (at - 1) * PageSize, PageSize, stop);
        return new(new
        {
            Lines = lines,
            Total = total,
            Differences = await reconciliation.OpenAsync(stop),
            Asked = asked,
            Page = at,
            Pages = Math.Max(1, (total + PageSize - 1) / PageSize),
            Providers = await reader.ProvidersAsync(stop),
            visit.Tenant!.Zone,
        });
    }

    private static async Task<IResult> ShowOneAsync(Guid id, MoneyReader reader, LedgerReader ledger, Visit visit, CancellationToken stop)
    {
        if (await reader.FindAsync(id, stop) is not var (payment, refunds, heard)) return Refusal.NotFound("This payment");
        return new RazorComponentResult<PaymentPage>(new
        {
            Payment = payment,
            Refunds = refunds,
            Heard = heard,
            Entries = await ledger.OfPaymentAsync(id, payment.BookingId, stop),
            visit.Tenant!.Zone,
        });
    }

    private static async Task<IResult> SendAsync(
        string? q, string? state, string? provider, string? from, string? until, MoneyReader reader, UnitOfWork work, HttpContext http, TimeProvider clock, CancellationToken stop)
    {
        var (lines, _) = await reader.PageAsync(MoneyAsked.Of(q, state, provider, from, until), 0, Sheet.Most, stop);
        await work.BeginAsync(stop);
        work.Audit(new Act("payments.exported", "payments", "all") { Changes = [new Changed("rows", null, lines.Count.ToString(CultureInfo.InvariantCulture))] });
        await work.CommitAsync(stop);

        http.Response.Headers.CacheControl = "no-store";
        return Results.File(Sheet.Of("id,started,settled,what,purpose,booking,provider,reference,state,amount,refunded,commission,provider fee,currency", lines.Select(Cells)),
            Sheet.Type, $"payments-{clock.GetUtcNow():yyyy-MM-dd}.csv");
    }

    private static IEnumerable<string?> Cells(MoneyLine line) =>
    [
        $"{line.Id}", line.At.ToString("O", CultureInfo.InvariantCulture), line.SettledAt?.ToString("O", CultureInfo.InvariantCulture), line.What, line.Purpose, $"{line.BookingId}", line.Provider,
        line.Reference, line.State, MoneyText.Plain(line.Amount), MoneyText.Plain(line.Refunded), Plain(line.Commission), Plain(line.Fee), line.Amount.Currency,
    ];

    private static string Plain(Money? money) => money is { } amount ? MoneyText.Plain(amount) : "";
}
