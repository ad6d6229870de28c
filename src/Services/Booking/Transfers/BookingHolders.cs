using Npgsql;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Transfers;

/// <summary>Says whose a key is: that of a booking that was handed over opens what came after, and the one before opens nothing.</summary>
internal sealed class BookingHolders(OneTrip trip, LinkKeys keys) : IBookingHolders
{
    private const string Sql = """
        select key_turn, coalesce((select max(t.answered_at) from booking_transfers t where t.booking_id = b.id and t.state = 'accepted' and t.turn = b.key_turn), created_at)
        from bookings b where id = $1
        """;

    public async Task<DateTimeOffset?> HeldSinceAsync(Guid bookingId, string? key, CancellationToken stop = default)
    {
        var found = await trip.RunAsync(
            batch => batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql) { Parameters = { new() { Value = bookingId } } }),
            async rows => await rows.ReadAsync(stop) ? (Turn: rows.GetInt32(0), Since: rows.GetFieldValue<DateTimeOffset>(1)) : ((int Turn, DateTimeOffset Since)?)null,
            stop);
        return found is { } booking && await keys.OpensAsync(bookingId, booking.Turn, key, stop) ? booking.Since : null;
    }
}
