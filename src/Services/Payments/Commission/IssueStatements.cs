using System.Globalization;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Terms;

/// <summary>
/// Writes the statements of a club's months that have ended, by its own days. Every night looks, so a first that was missed is made up for, with one statement
/// for each month. What was posted after its month was stated stands on the next. The statement, its entries and the news of it are one transaction.
/// </summary>
internal sealed class IssueStatements(UnitOfWork work, CurrentTenant tenant, StatementBook book, PlanFeeBook fees, PlatformSeller seller, TimeProvider clock) : ITimerJob
{
    public const string Job = "issue-statements";
    private const int DaysToPay = 14;

    /// <param name="key">The club's day.</param>
    public async Task RingAsync(string key, CancellationToken stop)
    {
        var day = DateOnly.ParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var month = new DateOnly(day.Year, day.Month, 1);
        var due = await fees.BeforeAsync(month, stop);
        await work.BeginAsync(stop);
        await book.LockAsync(stop);
        await fees.PostAsync(due, stop);
        var open = await book.OpenAsync(tenant.Info.Zone, month, stop);
        if (open.Count > 0)
        {
            var last = await book.LastMonthsAsync(stop);
            var buyer = await BuyerAsync(stop);
            foreach (var of in open.GroupBy(entry => (entry.Currency, Month: MonthOf(entry, last))).Where(of => of.Key.Month < month).OrderBy(of => of.Key.Month).ThenBy(of => of.Key.Currency, StringComparer.Ordinal))
                await WriteAsync(of.Key.Currency, of.Key.Month, [.. of], buyer, day, stop);
        }
        await work.CommitAsync(stop);
    }

    // The entry's own month; the one after the last that was stated, where its own was.
    private static DateOnly MonthOf(OpenCommission entry, Dictionary<string, DateOnly> last) =>
        last.TryGetValue(entry.Currency, out var stated) && stated >= entry.Month ? stated.AddMonths(1) : entry.Month;

    private async Task WriteAsync(string currency, DateOnly month, List<OpenCommission> entries, StatementParty buyer, DateOnly today, CancellationToken stop)
    {
        var (now, net, entryIds) = (clock.GetUtcNow(), entries.Sum(entry => entry.CommissionMinor), entries.Select(entry => entry.EntryId).ToArray());
        if (net == 0)
        {
            await book.ClaimAsync(entryIds, null, stop);
            return;
        }

        var (tax, reverse) = seller.TaxOf(tenant.Info.Country);
        var lines = entries.GroupBy(entry => entry.Provider).OrderBy(of => of.Key, StringComparer.Ordinal)
            .Select(of => new StatementLineShown(of.Key, of.Count(entry => entry.IsPayment), of.Sum(entry => entry.GrossMinor), of.Sum(entry => entry.CommissionMinor))).ToList();
        var content = new StatementContent(seller.Party, buyer, lines, await book.TermsAsync(currency, month.AddMonths(1).AddDays(-1), stop), tax, reverse, entries.Count(entry => entry.Month < month));
        var draft = new Statement(
            Guid.CreateVersion7(now), tenant.Info.Schema, tenant.Info.Name, month, new Money(net, currency), new Money(PlatformSeller.Tax(net, tax), currency), now.UtcDateTime.Year, 0,
            content, now, today.AddDays(DaysToPay), null, null, null);
        var written = await book.WriteAsync(draft, stop);
        await book.ClaimAsync(entryIds, written.Id, stop);
        work.Tell(new CommissionStated(written.Id, written.Code, written.Month, written.Total, written.DueOn));
        if (net > 0) work.RingAt(RemindStatement.First(written, now), RemindStatement.Job, $"{written.Id} 1");
    }

    private async Task<StatementParty> BuyerAsync(CancellationToken stop)
    {
        await using var read = work.Command("select legal_name, address, tax_id from tax_settings");
        await using var row = await read.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop)
            ? new StatementParty(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2))
            : new StatementParty(tenant.Info.Name, null, null);
    }
}
