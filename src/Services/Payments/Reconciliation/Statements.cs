using Microsoft.EntityFrameworkCore;
using Npgsql;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Reconciliation;

/// <summary>Reads a page of a provider's statement, and keeps it. Where there is none, each of our payments that may have moved is asked about.</summary>
internal sealed class Statements(UnitOfWork work)
{
    private const int AskedAtOnce = 25;

    /// <summary>The next page; the unit of work must be closed.</summary>
    public async Task<StatementPage> ReadAsync(IPaymentProvider provider, ReconciliationRun run, CancellationToken stop)
    {
        if (provider.Capabilities.Statement) return await provider.ListAsync(run.FromAt, run.UntilAt, run.Cursor, stop);

        var ours = await OursAsync(run, stop);
        var moved = new List<ProviderMovement>();
        foreach (var payment in ours)
        {
            var seen = await provider.FetchAsync(payment.ProviderReference!, stop);
            if (seen.State != ProviderState.Succeeded) continue;
            var (amount, at) = (seen.Amount with { AmountMinor = seen.TakenMinor > 0 ? seen.TakenMinor : seen.Amount.AmountMinor }, payment.SettledAt ?? payment.CreatedAt);
            moved.Add(new ProviderMovement(seen.Reference, MovementKind.Payment, seen.Reference, amount, 0, 0, at) { PaymentId = payment.Id });
            if (seen.RefundedMinor > 0) moved.Add(new ProviderMovement($"{seen.Reference} back", MovementKind.Refund, seen.Reference, amount with { AmountMinor = -seen.RefundedMinor }, 0, 0, at) { PaymentId = payment.Id });
        }
        return new StatementPage(moved, ours.Count == AskedAtOnce ? $"{ours[^1].Id}" : null);
    }

    /// <summary>Keeps lines; told again, they are what was told last. In the open unit of work.</summary>
    public async Task KeepAsync(string provider, IReadOnlyList<ProviderMovement> moved, CancellationToken stop)
    {
        if (moved.Count == 0) return;
        await using var batch = work.Batch();
        foreach (var one in moved)
        {
            var keep = new NpgsqlBatchCommand("""
                insert into statement_lines (provider, id, kind, reference, refund_reference, payment_id, refund_id, amount_minor, fee_minor, commission_minor, currency, at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                on conflict (provider, id) do update set amount_minor = excluded.amount_minor, fee_minor = excluded.fee_minor, commission_minor = excluded.commission_minor
                """);
            foreach (var value in (object?[])[provider, one.Id, one.Kind, one.Reference, one.RefundReference, one.PaymentId, one.RefundId, one.Amount.AmountMinor, one.FeeMinor, one.CommissionMinor, one.Amount.Currency, one.At])
                keep.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
            batch.BatchCommands.Add(keep);
        }
        await batch.ExecuteNonQueryAsync(stop);
    }

    // What began or settled in this time, what is open still, and what somebody has to look at.
    private async Task<List<Payment>> OursAsync(ReconciliationRun run, CancellationToken stop)
    {
        var after = run.Cursor is { } cursor ? Guid.Parse(cursor) : Guid.Empty;
        await work.BeginAsync(stop);
        var ours = await work.Model<PaymentsModel>().Payments.FromSql($"""
            select p.* from payments p where p.provider = {run.Provider} and p.provider_reference is not null and p.id > {after} and (
              (p.created_at >= {run.FromAt} and p.created_at < {run.UntilAt}) or (p.settled_at >= {run.FromAt} and p.settled_at < {run.UntilAt}) or p.state = 'open'
              or exists (select from reconciliation_differences d where d.payment_id = p.id and d.state = 'open'))
            order by p.id limit {AskedAtOnce}
            """).AsNoTracking().ToListAsync(stop);
        await work.RollbackAsync();
        return ours;
    }
}
