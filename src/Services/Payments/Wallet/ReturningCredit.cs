using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Gives spent credit back: to the lots it came from, what was spent last first. A lot that has ended meanwhile is not woken up; what belongs
/// to it comes back as a fresh lot that lives as long as the club says.
/// </summary>
internal sealed class ReturningCredit(UnitOfWork work, Books books, Wallets wallets, TimeProvider clock)
{
    private sealed record Spent(WalletLot Lot, long PartMinor);

    /// <summary>Gives back a part of what a payment spent, in the open unit of work. The same cause gives it back once.</summary>
    /// <param name="cause">The refund.</param>
    /// <returns>False when the payment has not spent so much that is not back yet.</returns>
    public async Task<bool> GiveBackAsync(Guid paymentId, Money amount, Guid cause, CancellationToken stop)
    {
        if (await IsDoneAsync(paymentId, cause, stop)) return true;
        var left = amount.AmountMinor;
        var parts = new List<MovedPart>();
        foreach (var spent in await SpentAsync(paymentId, stop))
        {
            var part = Math.Min(left, spent.PartMinor);
            if (part <= 0) continue;
            parts.Add(new MovedPart(spent.Lot.ExpiresAt <= clock.GetUtcNow() ? await FreshAsync(spent.Lot, part, paymentId, cause, stop) : await BackAsync(spent.Lot, part, paymentId, cause, stop), spent.Lot.Kind, part));
            left -= part;
        }
        if (left > 0) return false;
        // The refund itself is posted where every provider's is, against what this provider holds: with this entry that is nothing again.
        await books.PostAsync(new Entry($"returned {cause}", "credit_returned",
            [new Line(Account.AtProvider(Payment.Wallet), amount), .. parts.Select(part => new Line(part.Kind, new Money(-part.AmountMinor, amount.Currency), part.LotId))])
        {
            PaymentId = paymentId,
            Provider = Payment.Wallet,
        }, stop);
        return true;
    }

    private async Task<bool> IsDoneAsync(Guid paymentId, Guid cause, CancellationToken stop)
    {
        await using var find = work.Command("select exists (select from wallet_moves where payment_id = $1 and kind = 'back' and cause_id = $2)", paymentId, cause);
        return (bool)(await find.ExecuteScalarAsync(stop))!;
    }

    // What every lot gave for the payment and has not got back; locked, so that two refunds of one payment come one after the other.
    private async Task<List<Spent>> SpentAsync(Guid paymentId, CancellationToken stop)
    {
        var spent = new List<Spent>();
        await using var read = work.Command("""
            select l.id, l.account_id, l.kind, l.currency, l.expires_at, l.label, l.weekdays, l.venue_ids,
                   -(select sum(m.amount_minor) from wallet_moves m where m.lot_id = l.id and m.payment_id = $1 and m.kind in ('spent', 'back'))::bigint
            from wallet_lots l where l.id in (select lot_id from wallet_moves where payment_id = $1 and kind = 'spent')
            order by l.expires_at desc nulls first, l.created_at desc, l.id desc for update of l
            """, paymentId);
        await using var reader = await read.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
            spent.Add(new Spent(new WalletLot
            {
                Id = reader.GetGuid(0),
                AccountId = reader.GetGuid(1),
                Kind = reader.GetString(2),
                Currency = reader.GetString(3),
                ExpiresAt = reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
                Label = reader.GetString(5),
                Weekdays = reader.GetFieldValue<int[]>(6),
                VenueIds = reader.GetFieldValue<Guid[]>(7),
            }, reader.GetInt64(8)));
        return spent;
    }

    private async Task<Guid> BackAsync(WalletLot lot, long part, Guid paymentId, Guid cause, CancellationToken stop)
    {
        await using var back = work.Command("""
            with lot as (update wallet_lots set left_minor = left_minor + $2 where id = $1 returning id)
            insert into wallet_moves (id, lot_id, kind, amount_minor, cause_id, payment_id, at) select gen_random_uuid(), id, 'back', $2, $3, $4, $5 from lot
            """, lot.Id, part, cause, paymentId, clock.GetUtcNow());
        await back.ExecuteNonQueryAsync(stop);
        return lot.Id;
    }

    // The old lot's move says that this part is settled; it goes out of the old one at once, so that what is left of it stays nothing.
    private async Task<Guid> FreshAsync(WalletLot old, long part, Guid paymentId, Guid cause, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (fresh, end) = (Guid.CreateVersion7(now), now.AddDays((await wallets.SettingsAsync(stop)).ReturnedDays));
        await using (var insert = work.Command("""
            with lot as (
              insert into wallet_lots (id, account_id, kind, amount_minor, left_minor, currency, expires_at, origin, origin_id, label, weekdays, venue_ids, created_at)
              select $1, account_id, kind, $2, $2, currency, $3, 'returned', $1, label, weekdays, venue_ids, $4 from wallet_lots where id = $5 returning id)
            insert into wallet_moves (id, lot_id, kind, amount_minor, cause_id, payment_id, at)
            select gen_random_uuid(), id, 'in', $2, $6, null, $4 from lot
            union all select gen_random_uuid(), $5, 'back', $2, $6, $7, $4
            union all select gen_random_uuid(), $5, 'expired', -$2, $6, null, $4
            """, fresh, part, end, now, old.Id, cause, paymentId)) await insert.ExecuteNonQueryAsync(stop);
        work.RingAt(end, EndLot.Job, $"{fresh}");
        return fresh;
    }
}
