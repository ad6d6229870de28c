using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Accounting;

/// <summary>The club's books by the month: what every account holds, and every entry.</summary>
internal static class ShowLedger
{
    public const string Path = "/manage/payments/ledger";
    private const int PageSize = 50;

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, ShowAsync).Needs(Ability.SeePayments);
        doors.Club.MapGet(Path + ".csv", SendAsync).Costs(Effort.Export).Needs(Ability.SeePayments);
    }

    private static async Task<RazorComponentResult<LedgerPage>> ShowAsync(string? month, string? account, int? page, LedgerReader reader, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        var shown = MonthOf(month, visit.Tenant!.Zone, clock);
        var at = Math.Clamp(page ?? 1, 1, 100_000);
        var chosen = string.IsNullOrEmpty(account) || account.Length > 100 || account.Contains('\0', StringComparison.Ordinal) ? null : account;
        var (entries, total) = await reader.EntriesAsync(shown, chosen, (at - 1) * PageSize, PageSize, stop);
        return new(new
        {
            Month = shown,
            Today = MonthOf(null, visit.Tenant.Zone, clock),
            Account = chosen,
            Accounts = await reader.AccountsAsync(shown, stop),
            Entries = entries,
            Page = at,
            Pages = Math.Max(1, (total + PageSize - 1) / PageSize),
            visit.Tenant.Zone,
        });
    }

    private static async Task<IResult> SendAsync(string? month, LedgerReader reader, UnitOfWork work, Visit visit, HttpContext http, TimeProvider clock, CancellationToken stop)
    {
        var shown = MonthOf(month, visit.Tenant!.Zone, clock);
        var (entries, _) = await reader.EntriesAsync(shown, null, 0, Sheet.Most, stop);
        await work.BeginAsync(stop);
        work.Audit(new Act("ledger.exported", "ledger", shown.ToString("yyyy-MM", CultureInfo.InvariantCulture)) { Changes = [new Changed("rows", null, entries.Count.ToString(CultureInfo.InvariantCulture))] });
        await work.CommitAsync(stop);

        http.Response.Headers.CacheControl = "no-store";
        return Results.File(Sheet.Of("entry,at,kind,note,booking,payment,provider reference,account,debit,credit,currency", entries.SelectMany(Rows)), Sheet.Type, $"ledger-{shown:yyyy-MM}.csv");
    }

    private static IEnumerable<IEnumerable<string?>> Rows(EntryShown entry) => entry.Lines.Select(line => (IEnumerable<string?>)
    [
        $"{entry.Id}", entry.At.ToString("O", CultureInfo.InvariantCulture), entry.Kind, entry.Note, $"{entry.BookingId}", $"{entry.PaymentId}", entry.Reference, line.Account,
        line.Amount.AmountMinor > 0 ? MoneyText.Plain(line.Amount) : "", line.Amount.AmountMinor < 0 ? MoneyText.Plain(line.Amount with { AmountMinor = -line.Amount.AmountMinor }) : "", line.Amount.Currency,
    ]);

    private static DateOnly MonthOf(string? text, string zone, TimeProvider clock)
    {
        if (DateOnly.TryParseExact($"{text}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked.Year is > 2000 and < 2200) return asked;
        var today = TimeText.LocalDate(clock.GetUtcNow(), zone);
        return new DateOnly(today.Year, today.Month, 1);
    }
}
