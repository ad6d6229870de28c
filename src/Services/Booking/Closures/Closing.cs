using PadelSaaS.Booking.Changing;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Closures;

/// <summary>Which courts are to be closed, from when to when and why.</summary>
internal sealed record ClosureWish(VenueCard Venue, Guid[] CourtIds, bool WholeVenue, DateTimeOffset Start, DateTimeOffset End, string Reason, string? Note);

/// <summary>A closure, or what stands in its way.</summary>
internal sealed record ClosingOutcome(Closure? Closure, IReadOnlyList<Impact> InTheWay, Refusal? Refusal);

/// <summary>
/// Closes courts. A block takes a court exactly as a booking does, and the same database judges: no live booking lies under it unless somebody
/// decided by name that it is cancelled, with all its money back.
/// </summary>
internal sealed class Closing(UnitOfWork work, OneTrip trip, LinkKeys keys, Visit visit, TimeProvider clock)
{
    /// <summary>The decision that a booking goes, with everything back, whatever its cancellation tiers say: the club took the court away.</summary>
    public const string CancelAndRefund = "cancel_and_refund";

    private const int MostAttempts = 3;

    /// <summary>What a closure would break; nothing is changed.</summary>
    public async Task<IReadOnlyList<Impact>> PreviewAsync(ClosureWish wish, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var broken = await InTheWay.OnCourtsAsync(work, wish.Venue.Id, wish.CourtIds, wish.Start, wish.End, clock.GetUtcNow(), locked: false, stop);
        await work.RollbackAsync();
        return broken;
    }

    /// <param name="toCancel">The bookings somebody decided to cancel.</param>
    public async Task<ClosingOutcome> CloseAsync(ClosureWish wish, IReadOnlySet<Guid> toCancel, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var now = clock.GetUtcNow();
            await work.BeginAsync(stop);
            var ended = await EndDeadAsync(wish, now, stop);
            var broken = await InTheWay.OnCourtsAsync(work, wish.Venue.Id, wish.CourtIds, wish.Start, wish.End, now, locked: true, stop);
            if (broken.Any(impact => !impact.Cancellable || !toCancel.Contains(impact.Booking.Id)))
            {
                await work.RollbackAsync();
                return Refused(wish, broken, now);
            }
            var cancelled = await CancelAsync(wish, broken, now, stop);
            var closure = Draft(wish, now);
            work.Model<BookingModel>().Add(closure);
            await work.Model<BookingModel>().SaveChangesAsync(stop);
            var isTaken = await BlockAsync(closure, wish.Venue, now, stop);
            if (!isTaken)
            {
                // Somebody booked between the reading and the writing: look again at who stands in the way.
                await work.RollbackAsync();
                if (attempt == MostAttempts) return Refused(wish, broken, now);
                continue;
            }
            work.Tell(new CourtClosed(closure.Tell()));
            await work.CommitAsync(stop);
            foreach (var fact in ended.Concat<IFact>(cancelled)) trip.Announce(fact);
            return new ClosingOutcome(closure, broken, null);
        }
    }

    private async Task<List<BookingExpired>> EndDeadAsync(ClosureWish wish, DateTimeOffset now, CancellationToken stop)
    {
        var ended = new List<BookingExpired>();
        await using var batch = work.Batch();
        foreach (var court in wish.CourtIds) batch.BatchCommands.Add(EndedHolds.OnCourt(court, wish.Start, wish.End, now));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        do ended.AddRange(await EndedHolds.ReadAsync(reader)); while (await reader.NextResultAsync(stop));
        return ended;
    }

    // The rows are locked, so each statement finds the row it was made from.
    private async Task<List<BookingCancelled>> CancelAsync(ClosureWish wish, IReadOnlyList<Impact> broken, DateTimeOffset now, CancellationToken stop)
    {
        var facts = new List<BookingCancelled>();
        if (broken.Count == 0) return facts;
        await using var batch = work.Batch();
        foreach (var (booking, refund, _) in broken)
        {
            var court = booking.Tell(wish.Venue, await keys.ForAsync(booking.Id, stop));
            var fact = new BookingCancelled(court, refund, "staff", wish.Note ?? ClosureReason.Word(wish.Reason), booking.Status == BookingStatus.Confirmed);
            facts.Add(fact);
            batch.BatchCommands.Add(Changes.Cancel(booking, "staff", fact.Reason, fact, visit.Caller, now, clock));
        }
        await batch.ExecuteNonQueryAsync(stop);
        return facts;
    }

    private async Task<bool> BlockAsync(Closure closure, VenueCard venue, DateTimeOffset now, CancellationToken stop)
    {
        var blocks = Blocks.Of(closure).ToList();
        await using var insert = Blocks.Insert(work, closure, venue, blocks, visit.Language, now);
        return await insert.ExecuteNonQueryAsync(stop) == blocks.Count;
    }

    private Closure Draft(ClosureWish wish, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        VenueId = wish.Venue.Id,
        CourtIds = wish.CourtIds,
        WholeVenue = wish.WholeVenue,
        StartsAt = wish.Start,
        EndsAt = wish.End,
        Reason = wish.Reason,
        Note = wish.Note,
        CreatedBy = visit.Caller.AccountId,
        Creator = visit.Caller.Name,
        CreatedAt = now,
    };

    private static ClosingOutcome Refused(ClosureWish wish, IReadOnlyList<Impact> broken, DateTimeOffset now) =>
        new(null, broken, Refusals.BookingsInTheWay([.. broken.Select(impact => ImpactView.Of(impact, wish.Venue, now))]));
}
