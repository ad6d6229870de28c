using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// What the club has sold with a booking. Posted as the difference to what is there, so that the books follow the price wherever it goes
/// and hearing of it again posts nothing.
/// </summary>
internal sealed class Sales(UnitOfWork work, Books books)
{
    public const string Kind = "sale";

    /// <summary>Why a sale became less: a part of the money, or of one share, went back as a kindness.</summary>
    public const string GivenBack = "given_back", ShareGivenBack = "share_given_back";

    /// <summary>Brings the books to what the booking is worth now.</summary>
    /// <param name="court">The booking; its price says how much tax a part of it contains.</param>
    /// <param name="grossMinor">What the club sells with it: the price, or what it keeps of one that ended.</param>
    public async Task SetAsync(BookedCourt court, long grossMinor, string why, CancellationToken stop)
    {
        var currency = court.Price.Currency;
        await using (var queue = work.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))", $"sale {court.BookingId}")) await queue.ExecuteNonQueryAsync(stop);
        var (gross, tax, entries) = await PostedAsync(court.BookingId, currency, stop);
        var (newGross, newTax) = (grossMinor - gross, TaxIn(court, grossMinor) - tax);
        await books.PostAsync(new Entry($"sale {court.BookingId} {entries + 1}", Kind,
            [new Line(Account.Receivable, new Money(newGross, currency)), new Line(Account.Sales, new Money(newTax - newGross, currency)), new Line(Account.Tax, new Money(-newTax, currency))])
        {
            BookingId = court.BookingId,
            Note = why,
        }, stop);
    }

    /// <summary>Takes a part of what was sold back, with the tax in it: the club gave it away after all.</summary>
    public async Task ReduceAsync(Guid bookingId, Money by, string why, CancellationToken stop)
    {
        await using (var queue = work.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))", $"sale {bookingId}")) await queue.ExecuteNonQueryAsync(stop);
        var (gross, tax, entries) = await PostedAsync(bookingId, by.Currency, stop);
        if (gross <= 0) return;
        var part = Math.Min(by.AmountMinor, gross);
        var taxPart = (long)(((Int128)tax * part * 2 + gross) / ((Int128)gross * 2));
        await books.PostAsync(new Entry($"sale {bookingId} {entries + 1}", Kind,
            [new Line(Account.Receivable, by with { AmountMinor = -part }), new Line(Account.Sales, by with { AmountMinor = part - taxPart }), new Line(Account.Tax, by with { AmountMinor = taxPart })])
        {
            BookingId = bookingId,
            Note = why,
        }, stop);
    }

    /// <summary>What the club has given back of a booking that was sold, and asks of nobody again.</summary>
    public async Task<long> GivenBackAsync(Guid bookingId, string currency, CancellationToken stop)
    {
        await using var given = work.Command("""
            select coalesce(-sum(l.amount_minor), 0)::bigint from ledger_entries e join ledger_lines l on l.entry_id = e.id
            where e.booking_id = $1 and e.kind = $3 and e.note in ($4, $5) and l.account = $6 and l.currency = $2
            """, bookingId, currency, Kind, GivenBack, ShareGivenBack, Account.Receivable);
        return (long)(await given.ExecuteScalarAsync(stop))!;
    }

    /// <summary>The tax in a part of a booking's price, rate by rate in proportion, each rounded half up.</summary>
    public static long TaxIn(BookedCourt court, long partMinor)
    {
        var price = court.Price.AmountMinor;
        return price <= 0 ? 0 : court.Taxes.Sum(tax => (long)(((Int128)tax.Tax.AmountMinor * partMinor * 2 + price) / ((Int128)price * 2)));
    }

    private async Task<(long Gross, long Tax, long Entries)> PostedAsync(Guid bookingId, string currency, CancellationToken stop)
    {
        await using var posted = work.Command("""
            select coalesce(sum(l.amount_minor) filter (where l.account = $3), 0)::bigint, coalesce(-sum(l.amount_minor) filter (where l.account = $4), 0)::bigint,
                   (select count(*) from ledger_entries where booking_id = $1 and kind = $5)
            from ledger_entries e join ledger_lines l on l.entry_id = e.id where e.booking_id = $1 and e.kind = $5 and l.currency = $2
            """, bookingId, currency, Account.Receivable, Account.Tax, Kind);
        await using var reader = await posted.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }
}
