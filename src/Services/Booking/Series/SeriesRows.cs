using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Series;

/// <summary>The statements by which many dates are taken: as many round trips for a year as for two weeks.</summary>
internal static class SeriesRows
{
    private const string LockSql = "select pg_advisory_xact_lock(hashtextextended(court::text, 0)) from (select court from unnest($1::uuid[]) as court order by court) as courts";

    private const string InsertSql = """
        with given as (select * from jsonb_to_recordset($1::jsonb) as given (id uuid, court uuid, starts timestamptz, ends timestamptz, until timestamptz, price bigint, lines jsonb, basis jsonb, phone text)),
        won as (
          insert into bookings (id, venue_id, court_id, starts_at, ends_at, occupies, zone, status, booking_type, group_size, user_id, guest_name, guest_email, guest_phone_sealed, guest_phone_pieces,
            language, total_amount_minor, currency, price_lines, cancellation_tiers, payment_method, special_requests, source, created_by, created_at, updated_at, series_id, terms, price_basis)
          select id, $2, court, starts, ends, tstzrange(starts, until), $3, 'confirmed', $4, 1, $5::uuid, $6, $7::text, decode(phone, 'base64'), $8::bigint[],
            $9, price, $10, lines, $11::jsonb, $12, $13::text, $14, $15::uuid, $16, $16, $17, $20::jsonb, basis
          from given where exists (select from revisions where subject = $2 and revision = $18)
          order by court, starts
          on conflict do nothing
          returning id),
        noted as (insert into booking_history (id, booking_id, at, act, actor_id, actor, detail)
          select gen_random_uuid(), id, $16, 'series_booked', $15::uuid, $19, jsonb_build_object('seriesId', $17::text) from won)
        select (select count(*)::int from won), coalesce((select revision from revisions where subject = $2), 0)
        """;

    /// <summary>Waits for whoever decides about these courts. All series ask in the same order, so that no two wait for each other.</summary>
    public static async Task LockAsync(UnitOfWork work, IEnumerable<Guid> courts, CancellationToken stop)
    {
        await using var alone = work.Command(LockSql, courts.Distinct().ToArray());
        await alone.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Ends the dead holds in the way of the dates.</summary>
    public static async Task EndDeadAsync(UnitOfWork work, IEnumerable<(Guid Court, DateTimeOffset Start, DateTimeOffset Until)> times, DateTimeOffset now, CancellationToken stop)
    {
        await using var batch = work.Batch();
        foreach (var (court, start, until) in times) batch.BatchCommands.Add(EndedHolds.OnCourt(court, start, until, now));
        if (batch.BatchCommands.Count == 0) return;
        await using var reader = await batch.ExecuteReaderAsync(stop);
        do await EndedHolds.ReadAsync(reader); while (await reader.NextResultAsync(stop));
    }

    /// <summary>Writes the dates that are free, while the venue's rules are those they were judged by.</summary>
    /// <returns>How many were written, and the revision that holds.</returns>
    public static async Task<(int Won, long Revision)> InsertAsync(
        UnitOfWork work, WeeklySeries series, VenueCard venue, IReadOnlyList<Booking> bookings, Caller caller, string actor, DateTimeOffset now, CancellationToken stop)
    {
        var given = BookingView.Write(bookings.Select(one => new
        {
            id = one.Id,
            court = one.CourtId,
            starts = one.StartsAt,
            ends = one.EndsAt,
            until = one.EndsAt.AddMinutes(venue.Rules.BufferMinutes),
            price = one.TotalAmountMinor,
            lines = BookingView.Lines(one.PriceLines),
            phone = work.Sealed.Seal(Numbers.OfBooking.Name, one.Id, series.GuestPhone) is { } value ? Convert.ToBase64String(value) : null,
            basis = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(one.PriceBasis),
        }));
        await using var insert = work.Command(InsertSql,
            given, venue.Id, venue.Zone, WeeklySeries.BookingType, Or(series.UserId), series.GuestName, Or(series.GuestEmail), Or(work.Sealed.Pieces(Numbers.OfBooking.Name, series.GuestPhone)),
            series.Language, venue.Currency, BookingView.Write(venue.Rules.Cancellation), PaymentMethods.AtClub, Or(series.Note), series.Source, Or(caller.AccountId), now,
            series.Id, venue.Revision, actor, BookingView.Write(BookingTerms.Of(venue.Rules)));
        insert.Parameters[0].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb;
        await using var reader = await insert.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return (reader.GetInt32(0), reader.GetInt64(1));
    }

    /// <summary>Writes down what happened to a series as a whole.</summary>
    public static async Task NoteAsync(UnitOfWork work, Guid series, string act, Caller caller, string actor, object detail, DateTimeOffset now, CancellationToken stop)
    {
        await using var note = work.Command(
            "insert into series_history (id, series_id, at, act, actor_id, actor, detail) values ($1, $2, $3, $4, $5::uuid, $6, $7::jsonb)",
            Guid.CreateVersion7(now), series, now, act, Or(caller.AccountId), actor, BookingView.Write(detail));
        note.Parameters[4].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid;
        await note.ExecuteNonQueryAsync(stop);
    }

    private static object Or(object? value) => value ?? DBNull.Value;
}
