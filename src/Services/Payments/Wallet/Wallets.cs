using Microsoft.EntityFrameworkCore;
using Npgsql;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>A part of a lot that moved.</summary>
internal sealed record MovedPart(Guid LotId, string Kind, long AmountMinor);

/// <summary>
/// Moves credit inside the open unit of work. What is spent is taken by one conditional update, never read first: of many at once exactly
/// what is there is spent. Every movement is a line of the books.
/// </summary>
internal sealed class Wallets(UnitOfWork work, Books books, TimeProvider clock)
{
    // Whoever ends first is spent first. The rows are locked in the order of their ids, so two spenders wait and never embrace.
    private const string SpendSql = """
        with locked as materialized (
          select id, kind, left_minor, expires_at, created_at from wallet_lots
          where account_id = $1 and currency = $2 and left_minor > 0 and (expires_at is null or expires_at > $3)
            and (weekdays = '{}' or $5 = any (weekdays)) and (venue_ids = '{}' or $6::uuid = any (venue_ids))
          order by id for update),
        ordered as (select *, sum(left_minor) over (order by expires_at nulls last, created_at, id) - left_minor as before from locked),
        parts as (select id, kind, least(left_minor, $4 - before)::bigint as part from ordered where before < $4),
        spent as (
          update wallet_lots l set left_minor = l.left_minor - parts.part from parts
          where l.id = parts.id and (select sum(part) from parts) = $4
          returning l.id, parts.kind, parts.part),
        noted as (
          insert into wallet_moves (id, lot_id, kind, amount_minor, cause_id, payment_id, booking_id, at)
          select gen_random_uuid(), id, 'spent', -part, $7, $7, $8::uuid, $3 from spent)
        select id, kind, part from spent
        """;

    /// <summary>Adds credit. The same origin adds it once.</summary>
    /// <param name="against">The other side of the books: <c>receivable</c> for what was paid, <c>sales</c> for what the club gives.</param>
    /// <returns>False when it was added before.</returns>
    public async Task<bool> AddAsync(WalletLot lot, string against, CancellationToken stop, string? reason = null, Guid? actor = null, long? paidMinor = null, Guid? againstHolder = null)
    {
        if (!await PutAsync(lot, stop, reason, actor)) return false;
        var paid = paidMinor ?? lot.AmountMinor;
        // What credit is worth beyond what was paid for it is given away on the day it is sold.
        await books.PostAsync(new Entry($"credit {lot.Id}", "credit_given",
        [
            new Line(against, new Money(paid, lot.Currency), againstHolder), new Line(Account.Sales, new Money(lot.AmountMinor - paid, lot.Currency)), new Line(lot.Kind, new Money(-lot.AmountMinor, lot.Currency), lot.Id),
        ]), stop);
        return true;
    }

    /// <summary>Puts a lot there; its entry in the books is the caller's. The same origin puts it there once.</summary>
    public async Task<bool> PutAsync(WalletLot lot, CancellationToken stop, string? reason = null, Guid? actor = null)
    {
        var now = clock.GetUtcNow();
        await using (var add = work.Command("""
            with lot as (
              insert into wallet_lots (id, account_id, kind, amount_minor, left_minor, currency, expires_at, origin, origin_id, label, weekdays, venue_ids, created_at)
              values ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (origin, origin_id) do nothing returning id)
            insert into wallet_moves (id, lot_id, kind, amount_minor, cause_id, reason, actor_id, at) select gen_random_uuid(), id, 'in', $4, $8, $13, $14::uuid, $12 from lot
            """, lot.Id, lot.AccountId, lot.Kind, lot.AmountMinor, lot.Currency, lot.ExpiresAt, lot.Origin, lot.OriginId, lot.Label, lot.Weekdays, lot.VenueIds, now, reason, actor))
        {
            if (await add.ExecuteNonQueryAsync(stop) == 0) return false;
        }
        if (lot.ExpiresAt is { } end) RingBefore(lot.Id, end, now);
        return true;
    }

    /// <summary>Spends exactly this much on a payment, or nothing.</summary>
    /// <param name="against">The other side of the books: <c>receivable</c> for what is paid, what the wallet holds as a provider for what is only set aside.</param>
    /// <returns>What was taken from which lot; <see langword="null"/> when there is not enough.</returns>
    public async Task<IReadOnlyList<MovedPart>?> SpendAsync(Guid account, Money amount, WalletUse use, Guid paymentId, Guid? bookingId, CancellationToken stop, string against = Account.Receivable)
    {
        var parts = new List<MovedPart>();
        await using (var spend = work.Command(SpendSql, account, amount.Currency, clock.GetUtcNow(), amount.AmountMinor, use.Weekday, use.VenueId, paymentId, bookingId))
        await using (var reader = await spend.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop)) parts.Add(new MovedPart(reader.GetGuid(0), reader.GetString(1), reader.GetInt64(2)));
        if (parts.Count == 0) return null;

        await books.PostAsync(new Entry($"spent {paymentId}", "credit_spent",
            [.. parts.Select(part => new Line(part.Kind, new Money(part.AmountMinor, amount.Currency), part.LotId)), new Line(against, new Money(-amount.AmountMinor, amount.Currency))])
        {
            BookingId = bookingId,
            PaymentId = paymentId,
            Provider = Payment.Wallet,
        }, stop);
        return parts;
    }

    /// <summary>Takes what is left of a lot, or less, out of it: it ended, or staff took it back.</summary>
    /// <returns>What was taken; 0 when the lot has not so much, or it was done before.</returns>
    public async Task<long> TakeAsync(WalletLot lot, string kind, long? amountMinor, Guid cause, IReadOnlyList<(string Account, int Bps)> against, CancellationToken stop, string? reason = null, Guid? actor = null)
    {
        await using var take = work.Command("""
            with lot as (select id, left_minor from wallet_lots where id = $1 and left_minor >= coalesce($2::bigint, 1) for update),
            taken as (update wallet_lots l set left_minor = l.left_minor - coalesce($2::bigint, lot.left_minor) from lot where l.id = lot.id returning l.id, coalesce($2::bigint, lot.left_minor) as part)
            insert into wallet_moves (id, lot_id, kind, amount_minor, cause_id, reason, actor_id, at) select gen_random_uuid(), id, $3, -part, $4, $5, $6::uuid, $7 from taken returning -amount_minor
            """, lot.Id, amountMinor, kind, cause, reason, actor, clock.GetUtcNow());
        if (await take.ExecuteScalarAsync(stop) is not long part) return 0;

        var (lines, rest) = (new List<Line> { new(lot.Kind, new Money(part, lot.Currency), lot.Id) }, part);
        foreach (var (account, bps) in against.Skip(1))
        {
            var share = (part * bps + 5000) / 10000;
            lines.Add(new Line(account, new Money(-share, lot.Currency)));
            rest -= share;
        }
        lines.Add(new Line(against[0].Account, new Money(-rest, lot.Currency)));
        await books.PostAsync(new Entry($"{kind} {lot.Id} {cause}", $"credit_{kind}", lines), stop);
        return part;
    }

    /// <summary>What an account can spend on this now.</summary>
    public async Task<Money> BalanceAsync(Guid account, string currency, WalletUse use, CancellationToken stop)
    {
        await using var read = work.Command("""
            select coalesce(sum(left_minor), 0)::bigint from wallet_lots
            where account_id = $1 and currency = $2 and left_minor > 0 and (expires_at is null or expires_at > $3)
              and ($4 or weekdays = '{}' or $5 = any (weekdays)) and ($4 or venue_ids = '{}' or $6::uuid = any (venue_ids))
            """, account, currency, clock.GetUtcNow(), use == WalletUse.Anything, use.Weekday, use.VenueId);
        return new Money((long)(await read.ExecuteScalarAsync(stop))!, currency);
    }

    /// <summary>All lots of an account, those that can be spent first.</summary>
    public async Task<IReadOnlyList<WalletLot>> LotsAsync(Guid account, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var lots = await work.Model<PaymentsModel>().WalletLots.AsNoTracking().Where(lot => lot.AccountId == account).OrderByDescending(lot => lot.CreatedAt).Take(200).ToListAsync(stop);
        return [.. lots.OrderBy(lot => lot.IsLive(now) ? 0 : 1).ThenBy(lot => lot.ExpiresAt ?? DateTimeOffset.MaxValue)];
    }

    /// <summary>What moved, newest first.</summary>
    public async Task<IReadOnlyList<WalletMove>> MovesAsync(Guid account, int most, CancellationToken stop)
    {
        var moves = new List<WalletMove>();
        await using var read = work.Command("""
            select m.at, m.kind, m.amount_minor, l.currency, l.label, m.booking_id, m.reason from wallet_moves m join wallet_lots l on l.id = m.lot_id
            where l.account_id = $1 order by m.at desc, m.id limit $2
            """, account, most);
        await using var reader = await read.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
            moves.Add(new WalletMove(reader.GetFieldValue<DateTimeOffset>(0), reader.GetString(1), new Money(reader.GetInt64(2), reader.GetString(3)), reader.GetString(4), Id(reader, 5), reader.IsDBNull(6) ? null : reader.GetString(6)));
        return moves;
    }

    public async Task<WalletSettings> SettingsAsync(CancellationToken stop) =>
        await work.Model<PaymentsModel>().WalletSettings.AsNoTracking().FirstOrDefaultAsync(stop) ?? new WalletSettings();

    private void RingBefore(Guid lot, DateTimeOffset end, DateTimeOffset now)
    {
        work.RingAt(end, EndLot.Job, $"{lot}");
        if (end - EndLot.Warn > now) work.RingAt(end - EndLot.Warn, EndLot.Job, $"{lot}");
    }

    private static Guid? Id(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);
}
