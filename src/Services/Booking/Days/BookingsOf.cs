using Npgsql;
using NpgsqlTypes;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Days;

/// <summary>Tells what somebody has booked, for whoever knows which accounts and addresses are theirs.</summary>
internal sealed class BookingsOf(OneTrip trip, IVenues venues, CurrentTenant tenant, TimeProvider clock) : IBookingHistory
{
    // A guest's address says nothing about an account: only guests' bookings are found by it.
    private const string Theirs = """
        with theirs as (
          select * from bookings where user_id = any($1)
          union all
          select * from bookings where user_id is null and lower(guest_email) = any($2)),
        real as (select * from theirs where booking_type <> 'block' and status <> 'expired' and (status <> 'pending' or hold_expires_at > $3))
        """;

    private const string ListSql = $"""
        {Theirs}
        select id, venue_id, court_id, starts_at, ends_at, zone, status, total_amount_minor, paid_minor, currency from real order by starts_at desc limit $4
        """;

    private const string SumSql = $"""
        {Theirs}
        select count(*)::int, (count(*) filter (where status = 'no_show'))::int,
          coalesce(sum(greatest(total_amount_minor - given_back_minor - let_go_minor - paid_minor, 0)) filter (where status in ('confirmed', 'in_progress', 'completed', 'no_show')), 0)::bigint
        from real where $4::int is not null
        """;

    private sealed record Row(Guid Id, Guid Venue, Guid Court, DateTimeOffset Start, DateTimeOffset End, string Zone, string Status, Money Price, Money Paid);

    public async Task<BookingHistory> OfAsync(IReadOnlyCollection<Guid> accountIds, IReadOnlyCollection<string> guestAddresses, int most, CancellationToken stop = default)
    {
        var (rows, total, noShows, unpaid) = await trip.RunAsync(
            batch =>
            {
                foreach (var sql in (string[])[ListSql, SumSql]) batch.BatchCommands.Add(Statement(sql, accountIds, guestAddresses, most));
            },
            reader => ReadAsync(reader, stop),
            stop);

        var bookings = new List<HistoricBooking>();
        foreach (var row in rows)
        {
            var venue = await venues.FindAsync(row.Venue, stop);
            bookings.Add(new HistoricBooking(
                row.Id, Booking.CodeOf(row.Id), venue?.Name ?? "", venue?.Courts.FirstOrDefault(court => court.Id == row.Court)?.Name ?? "",
                row.Start, row.End, row.Zone, row.Status, row.Price, row.Paid));
        }
        return new BookingHistory(bookings, total, noShows, new Money(unpaid, tenant.Info.Currency));
    }

    private NpgsqlBatchCommand Statement(string sql, IReadOnlyCollection<Guid> accountIds, IReadOnlyCollection<string> guestAddresses, int most) => new(sql)
    {
        Parameters =
        {
            new() { Value = accountIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            new() { Value = guestAddresses.Select(address => address.ToLowerInvariant()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            new() { Value = clock.GetUtcNow() },
            new() { Value = most },
        },
    };

    private static async Task<(List<Row>, int, int, long)> ReadAsync(NpgsqlDataReader reader, CancellationToken stop)
    {
        var rows = new List<Row>();
        while (await reader.ReadAsync(stop))
        {
            var currency = reader.GetString(9);
            rows.Add(new Row(
                reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<DateTimeOffset>(4), reader.GetString(5),
                reader.GetString(6), new Money(reader.GetInt64(7), currency), new Money(reader.GetInt64(8), currency)));
        }
        await reader.NextResultAsync(stop);
        await reader.ReadAsync(stop);
        return (rows, reader.GetInt32(0), reader.GetInt32(1), reader.GetInt64(2));
    }
}
