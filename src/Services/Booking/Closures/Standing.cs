using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Closures;

/// <summary>A booking that stands inside a closure: somebody took a court that came into use before the closure could take it.</summary>
public sealed record StandingBooking(Guid ClosureId, Guid BookingId, string Name, DateTimeOffset Start, DateTimeOffset End);

/// <summary>Finds what is booked inside closures that are still to come or on.</summary>
internal static class Standing
{
    private const string Sql = """
        select closures.id, bookings.id, guest_name, bookings.starts_at, bookings.ends_at
        from closures join bookings on bookings.venue_id = closures.venue_id and (whole_venue or court_id = any(court_ids))
          and bookings.starts_at > closures.starts_at - interval '1 day' and bookings.starts_at < closures.ends_at and bookings.ends_at > closures.starts_at
        where closures.id = any($1) and reopened_at is null and closures.ends_at > $2 and status not in ('cancelled', 'expired') and booking_type <> 'block' and bookings.ends_at > $2
          and (hold_expires_at is null or status <> 'pending' or hold_expires_at > $2)
        order by bookings.starts_at, bookings.id limit 100
        """;

    public static async Task<IReadOnlyList<StandingBooking>> ReadAsync(UnitOfWork work, Guid[] closures, DateTimeOffset now, CancellationToken stop)
    {
        var standing = new List<StandingBooking>();
        await using var command = work.Command(Sql, closures, now);
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            standing.Add(new StandingBooking(rows.GetGuid(0), rows.GetGuid(1), rows.GetString(2), rows.GetFieldValue<DateTimeOffset>(3), rows.GetFieldValue<DateTimeOffset>(4)));
        return standing;
    }
}
