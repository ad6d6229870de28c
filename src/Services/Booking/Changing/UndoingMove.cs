using System.Text.Json;
using Npgsql;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Changing;

/// <summary>What was agreed before a move, kept in the history so that undoing gives exactly this back.</summary>
internal sealed record Agreed(Guid CourtId, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset OccupiedUntil, long TotalAmountMinor, string PriceLines, string CancellationTiers, string Terms, string PriceBasis, int Moves)
{
    public static Agreed Of(Booking booking) => new(
        booking.CourtId, booking.StartsAt, booking.EndsAt, booking.EndsAt, booking.TotalAmountMinor, booking.PriceLines, booking.CancellationTiers, booking.Terms, booking.PriceBasis, booking.Moves);

    /// <summary>The booking as it was; what was paid stays where it is now.</summary>
    public void GiveBackTo(Booking booking, DateTimeOffset now)
    {
        (booking.CourtId, booking.StartsAt, booking.EndsAt) = (CourtId, Start, End);
        (booking.TotalAmountMinor, booking.PriceLines, booking.CancellationTiers) = (TotalAmountMinor, PriceLines, CancellationTiers);
        (booking.Terms, booking.PriceBasis) = (Terms, PriceBasis);
        (booking.Moves, booking.UpdatedAt) = (booking.Moves + 1, now);
    }
}

/// <summary>
/// Takes back a move that staff made, one step: court, time, price and cancellation rule are what they were. Refused as soon as anything
/// has happened to the booking since, or somebody has its old place. Money that went back stays back and is due at the club.
/// </summary>
internal sealed class UndoingMove(Finding finding, UnitOfWork work, LinkKeys keys, Visit visit, TimeProvider clock)
{
    /// <summary>How long the board offers to undo one's own last move.</summary>
    public static readonly TimeSpan Offered = TimeSpan.FromMinutes(30);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    // The move must be the last thing that happened to the row: they carry the same instant, and it was the row's last move.
    private const string FindSql =
        "select detail->'agreed' from booking_history where booking_id = $1 and at = $2 and act = 'moved_by_staff' and (detail->'agreed'->>'moves')::int + 1 = $3";

    private const string UndoSql = """
        update bookings set court_id = $4, starts_at = $5, ends_at = $6, occupies = tstzrange($5, $7), total_amount_minor = $8, price_lines = $9::jsonb,
          cancellation_tiers = $10::jsonb, terms = $13::jsonb, price_basis = $14::jsonb, moves = moves + 1, updated_at = $3
        where id = $1 and updated_at = $2 and status = $11 and moves = $12
        """;

    /// <summary>Statement that reads the caller's own last move, while it can be undone: the booking's id and name.</summary>
    public const string LatestSql = """
        with latest as (
          select booking_id, at, act, (detail->'agreed'->>'moves')::int as moves from booking_history
          where actor_id = $1 and act in ('moved_by_staff', 'move_undone') and at > $2 order by at desc, id desc limit 1)
        select b.id, b.guest_name from latest join bookings b on b.id = latest.booking_id and b.updated_at = latest.at and b.moves = latest.moves + 1
        where latest.act = 'moved_by_staff'
        """;

    public async Task<MoveOutcome> UndoAsync(Guid id, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, null, stop) is not var (booking, venue)) return MoveOutcome.Refused(Refusals.NoBooking);
        var now = clock.GetUtcNow();
        var linkKey = await keys.ForAsync(booking, stop);
        await work.BeginAsync(stop);
        try
        {
            if (await BeforeAsync(booking, stop) is not { } before || before.End <= now || venue.Courts.All(court => court.Id != before.CourtId)
                || booking.Status is not (BookingStatus.Confirmed or BookingStatus.InProgress))
                return await RefusedAsync(Refusals.NotUndoable);
            return await WriteAsync(booking, venue, before, linkKey, now, stop);
        }
        catch (PostgresException lost) when (lost.SqlState is PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.DeadlockDetected)
        {
            return await RefusedAsync(Refusals.SlotTaken([]), lost);
        }
    }

    private async Task<Agreed?> BeforeAsync(Booking booking, CancellationToken stop)
    {
        await using var find = work.Command(FindSql, booking.Id, booking.UpdatedAt, booking.Moves);
        return await find.ExecuteScalarAsync(stop) is string agreed ? JsonSerializer.Deserialize<Agreed>(agreed, Json) : null;
    }

    private async Task<MoveOutcome> WriteAsync(Booking booking, VenueCard venue, Agreed before, string linkKey, DateTimeOffset now, CancellationToken stop)
    {
        var (from, status, moves, seen) = (booking.Tell(venue, linkKey), booking.Status, booking.Moves, booking.UpdatedAt);
        await MovedRow.EndHoldsAsync(work, before.CourtId, before.Start, before.OccupiedUntil, now, stop);
        await using var update = work.Command(UndoSql, booking.Id, seen, now, before.CourtId, before.Start, before.End, before.OccupiedUntil,
            before.TotalAmountMinor, before.PriceLines, before.CancellationTiers, status, moves, before.Terms, before.PriceBasis);
        if (await update.ExecuteNonQueryAsync(stop) == 0) return await RefusedAsync(Refusals.NotUndoable);

        before.GiveBackTo(booking, now);
        var to = booking.Tell(venue, linkKey);
        work.Tell(new BookingMoved(from, to, new Money(0, booking.Currency), new Money(booking.PaidMinor, booking.Currency), "staff", null) { Undoes = true });
        await History.AddAsync(work, booking.Id, now, "move_undone", visit.Caller, booking.GuestName,
            new { from = new { from.CourtName, from.Start, from.End }, to = new { to.CourtName, to.Start, to.End } }, stop);
        await work.CommitAsync(stop);
        return new MoveOutcome(booking, venue, null, "", null);
    }

    private async Task<MoveOutcome> RefusedAsync(Refusal refusal, PostgresException? failed = null)
    {
        await work.RollbackAsync(failed);
        return MoveOutcome.Refused(refusal);
    }
}
