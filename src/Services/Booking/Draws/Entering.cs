using Npgsql;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Draws;

/// <summary>What somebody would like from a draw.</summary>
/// <param name="Starts">The dearest first.</param>
internal sealed record DrawWish(IReadOnlyList<DateTimeOffset> Starts, int DurationMinutes, Guid? CourtId);

/// <summary>Enters an account into a draw and takes it out again. Until the draw an entry takes nothing from anybody.</summary>
internal sealed class Entering(FindingDraws finding, Limiting limiting, UnitOfWork work, Visit visit, CurrentTenant current, TimeProvider clock)
{
    // The number is given by the same statement that sees that the draw is still open: no entry is numbered beside the drawing.
    private const string EnterSql = """
        with numbered as (
          update draws set last_number = last_number + 1 where id = $1 and drawn_at is null and called_off_at is null and draw_at > $2 returning last_number)
        insert into draw_entries (id, draw_id, number, user_id, name, email, language, court_id, starts, duration_minutes, entered_at)
        select $3, $1, last_number, $4, $5, $6, $7, $8::uuid, $9, $10, $2 from numbered
        """;

    private const string WithdrawSql = """
        update draw_entries e set status = 'withdrawn' from draws d
        where e.id = $1 and d.id = e.draw_id and e.status = 'entered' and d.drawn_at is null and d.called_off_at is null
        """;

    /// <summary>The starts within a draw's window that the venue sells, as if every court were free.</summary>
    public static IReadOnlyList<DateTimeOffset> Starts(Draw draw, VenueCard venue, int minutes)
    {
        var rules = venue.Rules with { StrictGaps = false };
        return [.. BusinessDay.Holding(venue, draw.StartsAt).Concat(BusinessDay.Holding(venue, draw.EndsAt.AddMinutes(-1))).DistinctBy(day => day.Date)
            .SelectMany(day => FreeStarts.On(day, [], rules, draw.DrawAt).Of(minutes)).Where(start => start >= draw.StartsAt && start < draw.EndsAt).Distinct().Order()];
    }

    public async Task<Refusal?> EnterAsync(Guid drawId, DrawWish wish, CancellationToken stop)
    {
        if (await finding.ReadAsync(drawId, stop) is not { } found) return DrawRefusals.NoDraw;
        var (now, caller) = (clock.GetUtcNow(), visit.Caller);
        if (current.Info.State != TenantState.Open) return Refusals.Suspended;
        if (!found.Draw.IsOpen(now)) return DrawRefusals.Closed;
        var standing = await limiting.StandingAsync(caller.AccountId, caller.Email, stop);
        if (standing.IsBlocked) return Refusals.Blocked;
        var venue = found.Venue.For(standing);
        var offered = Starts(found.Draw, venue, wish.DurationMinutes);
        if (!wish.Starts.All(offered.Contains)) return DrawRefusals.NotInIt;
        if (wish.CourtId is { } court && venue.Courts.All(one => one.Id != court)) return Refusals.NoCourt;
        // Whoever has all they may have would be drawn for nothing; what decides is looked at again when it is drawn.
        var counted = new CountedWish(new Counting(caller.AccountId, null), wish.Starts[0], wish.Starts[0].AddMinutes(wish.DurationMinutes));
        if (await limiting.LookAsync(venue, Allowance.Of(venue, standing), counted) is { Count: > 0 } limits) return Refusals.Together(limits);

        await work.BeginAsync(stop);
        try
        {
            await using var enter = work.Command(EnterSql, drawId, now, Guid.CreateVersion7(now), caller.AccountId!.Value, caller.Name, caller.Email ?? "", visit.Language,
                (object?)wish.CourtId ?? DBNull.Value, wish.Starts.ToArray(), wish.DurationMinutes);
            if (await enter.ExecuteNonQueryAsync(stop) == 1)
            {
                await work.CommitAsync(stop);
                return null;
            }
            await work.RollbackAsync();
            return DrawRefusals.Closed;
        }
        catch (PostgresException twice) when (twice.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            await work.RollbackAsync(twice);
            return DrawRefusals.EnteredAlready;
        }
    }

    /// <summary>Takes an entry out. Twice is once; after the draw there is nothing left to take out.</summary>
    public async Task<Refusal?> WithdrawAsync(Guid entryId, CancellationToken stop)
    {
        if (await finding.OfEntryAsync(entryId, stop) is not { } found) return DrawRefusals.NoEntry;
        if (found.Mine?.Id != entryId) return null;
        await work.BeginAsync(stop);
        await using var withdraw = work.Command(WithdrawSql, entryId);
        var isOut = await withdraw.ExecuteNonQueryAsync(stop) == 1;
        await work.CommitAsync(stop);
        return isOut ? null : DrawRefusals.Closed;
    }
}
