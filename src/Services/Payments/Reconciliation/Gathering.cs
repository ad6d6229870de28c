using Microsoft.EntityFrameworkCore;
using PadelSaaS.Payments.Stripe;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Reconciliation;

/// <summary>Gathers what is compared: lines of a time, lines of differences that are open, and what our books know of the things they name.</summary>
internal sealed class Gathering(UnitOfWork work)
{
    private const int MostAsked = 200;

    /// <summary>In the open unit of work.</summary>
    public async Task<Evidence> EvidenceAsync(IPaymentProvider provider, DateTimeOffset from, DateTimeOffset until, CancellationToken stop)
    {
        var (model, name) = (work.Model<PaymentsModel>(), provider.Name);
        var named = await model.StatementLines.FromSql($"""
            select l.* from statement_lines l where l.provider = {name} and ((l.at >= {from} and l.at < {until})
              or exists (select from reconciliation_differences d where d.provider = l.provider and d.state = 'open' and (d.line_id = l.id or (d.payment_id = l.payment_id and d.kind <> 'missing_there'))))
            """).AsNoTracking().ToListAsync(stop);
        // All that is said of the same payments, however long ago: two lines of one are one too many.
        var (references, ids) = (named.Select(line => line.Reference).OfType<string>().Distinct().ToArray(), named.Select(line => line.PaymentId).OfType<Guid>().Distinct().ToArray());
        var others = await model.StatementLines.Where(line => line.Provider == name && ((line.Reference != null && references.Contains(line.Reference)) || (line.PaymentId != null && ids.Contains(line.PaymentId.Value)))).AsNoTracking().ToListAsync(stop);
        var lines = named.Concat(others).DistinctBy(line => line.Id).ToList();

        var payments = await model.Payments.Where(one => one.Provider == name && ((one.ProviderReference != null && references.Contains(one.ProviderReference)) || ids.Contains(one.Id))).AsNoTracking().ToListAsync(stop);
        var paymentIds = payments.Select(payment => payment.Id).ToArray();
        var refunds = await model.Refunds.Where(one => paymentIds.Contains(one.PaymentId)).AsNoTracking().ToListAsync(stop);
        var payouts = await model.Payouts.Where(one => one.Provider == name && references.Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => one.State, stop);
        var given = await model.ReconciliationDifferences.Where(one => one.Provider == name && one.Resolution == Resolving.GiveBack).Select(one => one.Id).ToListAsync(stop);
        return new Evidence(provider.Capabilities.Statement, lines, payments, refunds, await PostedAsync(lines, stop), payouts, given.ToHashSet());
    }

    /// <summary>
    /// What our books have and the provider has not, neither on its statement nor when asked. The unit of work must be closed: questions leave the process.
    /// </summary>
    public async Task<IReadOnlyList<Finding>> MissingThereAsync(IPaymentProvider provider, DateTimeOffset from, DateTimeOffset until, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var payments = await model.Payments.FromSql($"""
            select p.* from payments p where p.provider = {provider.Name} and p.settled_at is not null and p.provider_reference is not null
              and ((p.settled_at >= {from} and p.settled_at < {until}) or exists (select from reconciliation_differences d where d.payment_id = p.id and d.kind = 'missing_there' and d.what = 'payment' and d.state = 'open'))
              and not exists (select from statement_lines l where l.provider = p.provider and l.kind = 'payment' and (l.reference = p.provider_reference or l.payment_id = p.id))
              and not exists (select from ledger_entries e where e.key = 'reconciled missing ' || p.id)
            order by p.settled_at desc limit {MostAsked}
            """).AsNoTracking().ToListAsync(stop);
        var refunds = !provider.Capabilities.Statement ? [] : await model.Refunds.FromSql($"""
            select r.* from refunds r join payments p on p.id = r.payment_id where p.provider = {provider.Name} and r.state = 'settled' and r.provider_reference is not null
              and ((r.settled_at >= {from} and r.settled_at < {until}) or exists (select from reconciliation_differences d where d.refund_id = r.id and d.kind = 'missing_there' and d.state = 'open'))
              and not exists (select from statement_lines l where l.provider = p.provider and l.kind = 'refund' and (l.refund_reference = r.provider_reference or l.refund_id = r.id))
              and not exists (select from ledger_entries e where e.key = 'reconciled missing ' || r.id)
              and exists (select from ledger_entries e join ledger_lines l on l.entry_id = e.id where e.key = 'refunded ' || r.id and l.account = 'at_provider:' || p.provider)
            order by r.settled_at desc limit {MostAsked}
            """).AsNoTracking().ToListAsync(stop);
        var ofRefunds = refunds.Select(refund => refund.PaymentId).ToList();
        var known = (await model.Payments.Where(one => ofRefunds.Contains(one.Id)).AsNoTracking().ToListAsync(stop)).ToDictionary(one => one.Id);
        await work.RollbackAsync();

        var found = new List<Finding>();
        foreach (var payment in payments)
        {
            if (await AskAsync(provider, payment, stop) is { State: ProviderState.Succeeded }) continue;
            found.Add(new Finding(DifferenceKind.MissingThere, MovementKind.Payment, payment.ProviderReference!, payment.Arrived.AmountMinor, 0, payment.Currency, payment.SettledAt!.Value) { PaymentId = payment.Id });
        }
        foreach (var refund in refunds)
        {
            var payment = known[refund.PaymentId];
            if (await AskAsync(provider, payment, stop) is { } seen && seen.RefundedMinor >= payment.RefundedMinor) continue;
            found.Add(new Finding(DifferenceKind.MissingThere, MovementKind.Refund, refund.ProviderReference!, refund.AmountMinor, 0, payment.Currency, refund.SettledAt!.Value) { PaymentId = payment.Id, RefundId = refund.Id });
        }
        return found;
    }

    private static async Task<ProviderPayment?> AskAsync(IPaymentProvider provider, Payment payment, CancellationToken stop)
    {
        try
        {
            return await provider.FetchAsync(payment.ProviderReference!, stop);
        }
        catch (Exception unknown) when (unknown is UnknownPaymentException or StripeException { Status: 404 })
        {
            return null;
        }
    }

    private async Task<IReadOnlySet<string>> PostedAsync(IReadOnlyList<StatementLine> lines, CancellationToken stop)
    {
        var keys = lines.SelectMany(line => (string[])[line.Key, $"reconciled amount {line.Id}", $"dispute {line.Reference} {line.Id}"]).ToArray();
        await using var read = work.Command("select key from ledger_entries where key = any($1)", (object)keys);
        var posted = new HashSet<string>();
        await using var row = await read.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop)) posted.Add(row.GetString(0));
        return posted;
    }
}
