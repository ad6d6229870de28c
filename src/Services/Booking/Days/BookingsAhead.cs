using Npgsql;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Days;

/// <summary>Counts what is still to be played, for whoever wants to take a court away.</summary>
internal sealed class BookingsAhead(OneTrip trip, TimeProvider clock) : IBookings
{
    private const string Sql = """
        select count(*)::int from bookings
        where court_id = $1 and ends_at > $2 and status not in ('cancelled', 'expired') and (status <> 'pending' or hold_expires_at > $2)
        """;

    public Task<int> CountAheadAsync(Guid courtId, CancellationToken stop = default) => trip.RunAsync(
        batch => batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql) { Parameters = { new() { Value = courtId }, new() { Value = clock.GetUtcNow() } } }),
        async rows => await rows.ReadAsync(stop) ? rows.GetInt32(0) : 0,
        stop);
}
