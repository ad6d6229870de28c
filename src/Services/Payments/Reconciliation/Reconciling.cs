using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Payments.Settings;
using PadelSaaS.Payments.Stripe;
using PadelSaaS.Platform.Outward;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Reconciliation;

/// <summary>
/// Compares our books with what providers say they moved: reads their statement page by page, each kept before the next is asked for, and then compares.
/// Whoever rings again after a crash goes on where the last page ended.
/// </summary>
internal sealed class Reconciling(UnitOfWork work, Providers providers, ProviderAccounts accounts, Gathering gathering, Statements statements, MoneyEntries entries, TimeProvider clock)
{
    private const int MostAttempts = 6;
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(10);

    /// <summary>Begins a comparison with every provider the club has money with; one that is under way goes on.</summary>
    /// <param name="askedBy">Who wants it; nobody: the night.</param>
    /// <returns>How many began.</returns>
    public async Task<int> BeginAsync(DateTimeOffset from, DateTimeOffset until, string? askedBy, CancellationToken stop)
    {
        var ready = await accounts.ReadyAsync(stop);
        await work.BeginAsync(stop);
        var (now, begun) = (clock.GetUtcNow(), 0);
        var model = work.Model<PaymentsModel>();
        var used = await model.Payments.Where(one => one.ProviderReference != null).Select(one => one.Provider).Distinct().ToListAsync(stop);
        foreach (var provider in providers.All.Where(one => one.Name != Payment.Wallet && used.Contains(one.Name) && (!providers.NeedsAccount(one.Name) || ready.Contains(one.Name))))
        {
            var id = Guid.CreateVersion7(now);
            await using var begin = work.Command("""
                insert into reconciliations (id, provider, from_at, until_at, state, asked_by, begun_at) values ($1, $2, $3, $4, 'reading', $5, $6) on conflict do nothing
                """, id, provider.Name, from, until, askedBy, now);
            if (await begin.ExecuteNonQueryAsync(stop) == 0) continue;
            work.RingAt(now, ReconcileMoney.Job, $"{id}");
            begun++;
        }
        await work.CommitAsync(stop);
        return begun;
    }

    /// <summary>Reads one page, or compares once all are read.</summary>
    public async Task StepAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var run = await work.Model<PaymentsModel>().Reconciliations.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        await work.RollbackAsync();
        if (run is not { State: ReconciliationRun.Reading }) return;
        try
        {
            var provider = providers.Find(run.Provider) ?? throw new InvalidOperationException($"'{run.Provider}' is not configured in this process.");
            var page = await statements.ReadAsync(provider, run, stop);
            await KeepAsync(run, page, stop);
            if (page.Next is null) await CompareAsync(run, provider, stop);
        }
        catch (Exception failed) when (failed is ProviderDownException or StripeException or InvalidOperationException)
        {
            await FailAsync(run, failed is ProviderDownException ? "down" : "refused", stop);
        }
    }

    /// <summary>Whether a difference is found again with what the books say now. The unit of work must be closed.</summary>
    public async Task<bool> IsStillThereAsync(ReconciliationDifference row, CancellationToken stop)
    {
        if (providers.Find(row.Provider) is not { } provider) return true;
        var (from, until) = (row.At, row.At.AddSeconds(1));
        if (row.Kind == DifferenceKind.MissingThere) return (await gathering.MissingThereAsync(provider, from, until, stop)).Any(found => found.Key == (row.Kind, row.What, row.Reference));
        await work.BeginAsync(stop);
        var found = new Comparison(await gathering.EvidenceAsync(provider, from, until, stop)).Run();
        await work.RollbackAsync();
        return found.Any(one => one.Key == (row.Kind, row.What, row.Reference));
    }

    private async Task KeepAsync(ReconciliationRun run, StatementPage page, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await statements.KeepAsync(run.Provider, page.Movements, stop);
        await using (var note = work.Command("update reconciliations set cursor = coalesce($2, cursor), lines = lines + $3 where id = $1 and state = 'reading' and cursor is not distinct from $4", run.Id, page.Next, page.Movements.Count, run.Cursor))
        {
            // Another process has kept this page already and goes on.
            if (await note.ExecuteNonQueryAsync(stop) == 1 && page.Next is not null) work.RingAt(clock.GetUtcNow(), ReconcileMoney.Job, $"{run.Id}");
        }
        await work.CommitAsync(stop);
    }

    private async Task CompareAsync(ReconciliationRun run, IPaymentProvider provider, CancellationToken stop)
    {
        // What our books have and the statement has not is asked about first: money that settled long after it moved stands on an older page.
        var gone = await gathering.MissingThereAsync(provider, run.FromAt, run.UntilAt, stop);
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        await using (var alone = work.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))", $"reconcile {run.Provider}")) await alone.ExecuteNonQueryAsync(stop);
        var comparison = new Comparison(await gathering.EvidenceAsync(provider, run.FromAt, run.UntilAt, stop));
        var (fresh, open) = await NoteAsync(run.Provider, [.. comparison.Run(), .. gone], stop);
        var now = clock.GetUtcNow();
        var row = await model.Reconciliations.SingleAsync(one => one.Id == run.Id, stop);
        (row.State, row.Found, row.Fees, row.DoneAt, row.Error) = (ReconciliationRun.Done, fresh, comparison.Fees.Count, now, null);
        if (fresh > 0) work.Tell(new DifferencesFound(run.Id, run.Provider, fresh, open));
        var fees = comparison.Fees.Select(one => (one.Payment.Id, one.Fee)).ToList();
        await work.CommitAsync(stop);
        foreach (var (payment, fee) in fees) await PostFeeAsync(payment, fee, stop);
    }

    // Differences that were open and are not found any more have gone by themselves.
    private async Task<(int Fresh, int Open)> NoteAsync(string provider, IReadOnlyList<Finding> findings, CancellationToken stop)
    {
        var (model, now, fresh) = (work.Model<PaymentsModel>(), clock.GetUtcNow(), 0);
        var known = await model.ReconciliationDifferences.Where(one => one.Provider == provider).ToDictionaryAsync(one => (one.Kind, one.What, one.Reference), stop);
        foreach (var finding in findings)
        {
            if (known.TryGetValue(finding.Key, out var row))
            {
                // What somebody decided stands while nothing about it changes.
                var isDecided = row is { IsOpen: false, Resolution: Resolving.Difference or Resolving.GiveBack } && (row.OursMinor, row.TheirsMinor) == (finding.OursMinor, finding.TheirsMinor);
                if (isDecided) continue;
                if (!row.IsOpen) row.Reopen(now);
                else fresh--;
                (row.OursMinor, row.TheirsMinor, row.LineId, row.PaymentId, row.RefundId) = (finding.OursMinor, finding.TheirsMinor, finding.LineId, finding.PaymentId, finding.RefundId);
            }
            else
            {
                known.Add(finding.Key, row = new ReconciliationDifference
                {
                    Id = Guid.CreateVersion7(now),
                    Provider = provider,
                    Kind = finding.Kind,
                    What = finding.What,
                    Reference = finding.Reference,
                    LineId = finding.LineId,
                    PaymentId = finding.PaymentId,
                    RefundId = finding.RefundId,
                    OursMinor = finding.OursMinor,
                    TheirsMinor = finding.TheirsMinor,
                    Currency = finding.Currency,
                    At = finding.At,
                    FoundAt = now,
                });
                model.ReconciliationDifferences.Add(row);
            }
            fresh++;
        }
        var there = findings.Select(finding => finding.Key).ToHashSet();
        foreach (var row in known.Values.Where(row => row.IsOpen && !there.Contains((row.Kind, row.What, row.Reference)))) row.Resolve(ReconciliationDifference.Agrees, null, null, now);
        return (fresh, known.Values.Count(row => row.IsOpen));
    }

    private async Task PostFeeAsync(Guid paymentId, long fee, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var seen = await model.Payments.AsNoTracking().SingleAsync(one => one.Id == paymentId, stop);
        await entries.FeeKnownAsync((await model.LockSameAsync(seen, stop)).Single(one => one.Id == paymentId), fee, stop);
        await work.CommitAsync(stop);
    }

    private async Task FailAsync(ReconciliationRun run, string why, CancellationToken stop)
    {
        await work.RollbackAsync();
        await work.BeginAsync(stop);
        var row = await work.Model<PaymentsModel>().Reconciliations.SingleAsync(one => one.Id == run.Id, stop);
        var now = clock.GetUtcNow();
        (row.Attempts, row.Error) = (row.Attempts + 1, why);
        if (row.Attempts >= MostAttempts) (row.State, row.DoneAt) = (ReconciliationRun.Failed, now);
        else work.RingAt(now + AskAgain, ReconcileMoney.Job, $"{run.Id}");
        await work.CommitAsync(stop);
    }
}
