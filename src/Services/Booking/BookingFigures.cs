using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking;

/// <summary>Answers how much a club is used, and what stands in the way of closing it.</summary>
internal sealed class BookingFigures(UnitOfWork work, TimeProvider clock) : IClubFigures
{
    // Courts that the club keeps to itself are nobody's booking.
    private const string Sql = """
        select count(*) filter (where starts_at >= $1 and starts_at < $2 and status in ('confirmed', 'in_progress', 'completed', 'no_show')),
               count(distinct coalesce(user_id::text, lower(guest_email), id::text)) filter (where starts_at >= $1 and starts_at < $2 and status in ('confirmed', 'in_progress', 'completed', 'no_show')),
               count(*) filter (where ends_at > $3 and (status in ('confirmed', 'in_progress') or (status = 'pending' and hold_expires_at > $3)))
        from bookings where booking_type <> 'block' and (starts_at >= $1 or ends_at > $3)
        """;

    public async Task<ClubFigures> CountAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken stop = default)
    {
        await using var command = work.Command(Sql, from, until, clock.GetUtcNow());
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return new ClubFigures(Bookings: row.GetInt64(0), Players: row.GetInt64(1), Ahead: row.GetInt64(2));
    }
}
