using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Series;

/// <summary>The statements by which many dates change their place, each only if its row is the one the decision was taken from.</summary>
internal static class MovedSeries
{
    private const string MoveSql = """
        with given as (select * from jsonb_to_recordset($1::jsonb) as given
            (id uuid, seen timestamptz, moves int, court uuid, starts timestamptz, ends timestamptz, until timestamptz, price bigint, lines jsonb, basis jsonb, paid bigint, note jsonb)),
        moved as (
          update bookings b set court_id = g.court, starts_at = g.starts, ends_at = g.ends, occupies = tstzrange(g.starts, g.until), total_amount_minor = g.price, price_lines = g.lines, price_basis = g.basis,
            cancellation_tiers = $2::jsonb, terms = $3::jsonb, paid_minor = g.paid, moves = b.moves + 1, updated_at = $4
          from given g
          where b.id = g.id and b.updated_at = g.seen and b.status = 'confirmed' and b.moves = g.moves and exists (select from revisions where subject = $5 and revision = $6)
          returning b.id, g.note),
        noted as (insert into booking_history (id, booking_id, at, act, actor_id, actor, detail) select gen_random_uuid(), id, $4, $7, $8::uuid, $9, note from moved)
        select count(*)::int from moved
        """;

    /// <summary>The series that has the dates from now on: the same where all of them change, a new one where only the rest does.</summary>
    public static async Task<WeeklySeries> SplitAsync(UnitOfWork work, FoundSeries found, SeriesMove move, LocalDate first, Caller caller, DateTimeOffset now, CancellationToken stop)
    {
        var (seen, note) = (found.Series, move.Note ?? found.Series.Note);
        var series = new WeeklySeries
        {
            Id = move.From is null ? seen.Id : Guid.CreateVersion7(now),
            VenueId = seen.VenueId,
            CourtId = move.CourtId,
            Zone = seen.Zone,
            LastDate = seen.LastDate,
            FirstDate = move.From is null ? seen.FirstDate : first.ToDateOnly(),
            Weekdays = seen.Weekdays,
            EveryWeeks = seen.EveryWeeks,
            Starts = move.Start.ToTimeOnly(),
            DurationMinutes = move.DurationMinutes,
            UserId = seen.UserId,
            GuestName = seen.GuestName,
            GuestEmail = seen.GuestEmail,
            GuestPhone = seen.GuestPhone,
            Language = seen.Language,
            Note = note,
            Source = seen.Source,
            SplitFrom = move.From is null ? seen.SplitFrom : seen.Id,
            CreatedBy = caller.AccountId,
            CreatedAt = move.From is null ? seen.CreatedAt : now,
            UpdatedAt = now,
        };
        if (move.From is null)
        {
            await using var update = work.Command(
                "update series set court_id = $2, starts = $3, duration_minutes = $4, note = $5::text, updated_at = $6 where id = $1",
                seen.Id, series.CourtId, series.Starts, series.DurationMinutes, note, now);
            await update.ExecuteNonQueryAsync(stop);
        }
        else
        {
            work.Model<BookingModel>().Add(series);
            await work.Model<BookingModel>().SaveChangesAsync(stop);
            await using var end = work.Command("update series set last_date = greatest(first_date, $2), updated_at = $3 where id = $1", seen.Id, first.PlusDays(-1).ToDateOnly(), now);
            await end.ExecuteNonQueryAsync(stop);
        }
        var ids = found.Ahead(move.From, now).Select(booking => booking.Id).ToArray();
        await using var belong = work.Command("update bookings set series_id = $2, special_requests = $3::text where id = any($1)", ids, series.Id, note);
        await belong.ExecuteNonQueryAsync(stop);
        return series;
    }

    /// <returns>False when a date or the rules are others by now.</returns>
    /// <exception cref="Npgsql.PostgresException">Somebody else has a court then.</exception>
    public static async Task<bool> WriteAsync(
        UnitOfWork work, FoundSeries found, IReadOnlyList<SeriesDate> moved, IReadOnlyList<BookingMoved> told, Caller caller, DateTimeOffset now, CancellationToken stop)
    {
        if (moved.Count == 0) return true;
        var (rules, venue) = (found.Venue.Rules, found.Venue);
        var given = BookingView.Write(moved.Zip(told).Select(one => new
        {
            id = one.First.Booking!.Id,
            seen = one.First.Booking.UpdatedAt,
            moves = one.First.Booking.Moves,
            court = one.Second.Court.CourtId,
            starts = one.Second.Court.Start,
            ends = one.Second.Court.End,
            until = one.Second.Court.End.AddMinutes(rules.BufferMinutes),
            price = one.Second.Court.Price.AmountMinor,
            lines = one.First.Chosen!.Price!.Lines,
            basis = one.First.Chosen.Price.Basis with { At = now },
            paid = one.Second.Paid.AmountMinor,
            note = new { from = Place(one.Second.From), to = Place(one.Second.Court), one.Second.Reason, series = found.Series.Id },
        }));
        await using var update = work.Command(MoveSql,
            given, BookingView.Write(rules.Cancellation), BookingView.Write(BookingTerms.Of(rules)), now, venue.Id, venue.Revision,
            caller.May(Access.Manage) ? "moved_by_staff" : "moved", caller.AccountId, caller.IsKnown ? caller.Name : found.Series.GuestName);
        update.Parameters[7].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid;
        return (int)(await update.ExecuteScalarAsync(stop))! == moved.Count;
    }

    private static object Place(BookedCourt court) => new { court.CourtId, court.CourtName, court.Start, court.End, court.Price };
}
