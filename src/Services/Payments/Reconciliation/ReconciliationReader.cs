using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Reconciliation;

/// <summary>A difference as it is shown.</summary>
/// <param name="Ways">How it can be resolved, the best first.</param>
public sealed record DifferenceShown(
    Guid Id, string Provider, string Kind, string What, string Reference, Guid? PaymentId, Money? Ours, Money? Theirs, DateTimeOffset At, DateTimeOffset FoundAt, string State, string? Resolution, string? Reason,
    DateTimeOffset? ResolvedAt, string? ResolvedBy, IReadOnlyList<string> Ways)
{
    internal static DifferenceShown Of(ReconciliationDifference row) => new(
        row.Id, row.Provider, row.Kind, row.What, row.Reference, row.PaymentId, row.Ours, row.Theirs, row.At, row.FoundAt, row.State, row.Resolution, row.Reason, row.ResolvedAt, row.ResolvedBy,
        row.IsOpen ? Resolving.WaysOf(row) : []);
}

/// <summary>A comparison as it is shown.</summary>
public sealed record RunShown(
    Guid Id, string Provider, DateTimeOffset From, DateTimeOffset Until, string State, int Lines, int Found, int Fees, string? Error, string? AskedBy, DateTimeOffset BegunAt, DateTimeOffset? DoneAt)
{
    internal static RunShown Of(ReconciliationRun row) => new(row.Id, row.Provider, row.FromAt, row.UntilAt, row.State, row.Lines, row.Found, row.Fees, row.Error, row.AskedBy, row.BegunAt, row.DoneAt);
}

/// <summary>Reads comparisons and differences for the pages.</summary>
internal sealed class ReconciliationReader(UnitOfWork work)
{
    private const int Nights = 30;

    public Task<IReadOnlyList<RunShown>> RunsAsync(CancellationToken stop) => ReadAsync<IReadOnlyList<RunShown>>(async model =>
        [.. (await model.Reconciliations.AsNoTracking().OrderByDescending(one => one.BegunAt).ThenByDescending(one => one.Id).Take(Nights).ToListAsync(stop)).Select(RunShown.Of)], stop);

    /// <summary>Open ones the oldest first; resolved ones the latest first.</summary>
    public Task<IReadOnlyList<DifferenceShown>> DifferencesAsync(bool open, int most, CancellationToken stop) => ReadAsync<IReadOnlyList<DifferenceShown>>(async model =>
    {
        var rows = model.ReconciliationDifferences.AsNoTracking();
        rows = open ? rows.Where(one => one.State == ReconciliationDifference.Open).OrderBy(one => one.At) : rows.Where(one => one.State == ReconciliationDifference.Resolved).OrderByDescending(one => one.ResolvedAt);
        return [.. (await rows.Take(most).ToListAsync(stop)).Select(DifferenceShown.Of)];
    }, stop);

    /// <summary>How many are open.</summary>
    public Task<int> OpenAsync(CancellationToken stop) => ReadAsync(model => model.ReconciliationDifferences.CountAsync(one => one.State == ReconciliationDifference.Open, stop), stop);

    private async Task<T> ReadAsync<T>(Func<PaymentsModel, Task<T>> read, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var answer = await read(work.Model<PaymentsModel>());
        await work.RollbackAsync();
        return answer;
    }
}
