using Npgsql;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Jobs;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Audit;
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
/// decided by name what becomes of it. The players are told two minutes later, so that a slip can be undone before anybody hears of it.
/// </summary>
internal sealed class Closing(UnitOfWork work, GivingBack giving, OneTrip trip, Rehousing rehousing, IPayments payments, LinkKeys keys, Visit visit, TimeProvider clock)
{
    /// <summary>How long a closure that broke bookings can be undone.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromMinutes(2);

    private const string Wallet = "wallet";

    private const int MostAttempts = 3;

    /// <summary>What a closure would break, and where each booking could go; nothing is changed.</summary>
    public async Task<IReadOnlyList<Impact>> PreviewAsync(ClosureWish wish, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        var broken = await BrokenAsync(wish, await HasWalletsAsync(stop), now, locked: false, stop);
        await work.RollbackAsync();
        return await rehousing.ProposeAsync(wish, broken, now, stop);
    }

    /// <summary>Why whoever asks cannot give that much back by closing; <see langword="null"/> when they can.</summary>
    public Task<Refusal?> LookAsync(Money refund, CancellationToken stop) => giving.LookAsync(refund, stop);

    /// <param name="decisions">What becomes of each booking in the way.</param>
    public async Task<ClosingOutcome> CloseAsync(ClosureWish wish, IReadOnlyDictionary<Guid, Decision> decisions, CancellationToken stop)
    {
        var hasWallets = await HasWalletsAsync(stop);
        for (var attempt = 1; ; attempt++)
        {
            var now = clock.GetUtcNow();
            await work.BeginAsync(stop);
            var ended = await EndDeadAsync(wish, now, stop);
            var broken = await BrokenAsync(wish, hasWallets, now, locked: true, stop);
            foreach (var impact in broken)
                if (await ForbiddenAsync(wish, impact, decisions, now, stop) is { } refusal) return await RefuseAsync(wish, refusal, stop);

            var closure = Draft(wish, broken.Count > 0, now);
            work.Model<BookingModel>().Add(closure);
            await work.Model<BookingModel>().SaveChangesAsync(stop);
            if (await CarryOutAsync(wish, closure, broken, decisions, now, stop) is { } lost) return await RefuseAsync(wish, lost, stop);
            if (!await BlockAsync(closure, wish.Venue, now, stop))
            {
                // Somebody booked between the reading and the writing: look again at who stands in the way.
                await work.RollbackAsync();
                if (attempt == MostAttempts) return await RefuseAsync(wish, Refusals.BookingsInTheWay([]), stop);
                continue;
            }
            work.Audit(Said(closure, wish, broken.Count));
            work.Tell(new CourtClosed(closure.Tell() with { Elsewhere = [.. Touched(broken, decisions)] }));
            if (closure.TellAt is { } tellAt) work.RingAt(tellAt, TellClosure.Name, $"{closure.Id}");
            await work.CommitAsync(stop);
            foreach (var fact in ended) trip.Announce(fact);
            return new ClosingOutcome(closure, broken, null);
        }
    }

    private static Act Said(Closure closure, ClosureWish wish, int broken) => new("courts.closed", "closure", $"{closure.Id}", wish.Venue.Name)
    {
        Reason = wish.Note is null ? wish.Reason : $"{wish.Reason}: {wish.Note}",
        Changes = [new Changed("time", null, FormattableString.Invariant($"{wish.Start:u} – {wish.End:u}")), new Changed("courts", null, $"{wish.CourtIds.Length}"), new Changed("bookings in the way", null, $"{broken}")],
    };

    private static IEnumerable<ChangedTime> Touched(IReadOnlyList<Impact> broken, IReadOnlyDictionary<Guid, Decision> decisions)
    {
        foreach (var booking in broken.Select(impact => impact.Booking))
        {
            yield return new ChangedTime(booking.StartsAt, booking.EndsAt);
            if (decisions[booking.Id].Place is { } place) yield return new ChangedTime(place.Start, place.Start.AddMinutes(booking.DurationMinutes));
        }
    }

    private async ValueTask<Refusal?> ForbiddenAsync(ClosureWish wish, Impact impact, IReadOnlyDictionary<Guid, Decision> decisions, DateTimeOffset now, CancellationToken stop)
    {
        if (!impact.Cancellable || !decisions.TryGetValue(impact.Booking.Id, out var decision)) return Refusals.BookingsInTheWay([]);
        if (decision is { AsCredit: true } && impact.NoCredit is { } reason) return Refusals.NoCredit(impact.Booking, reason);
        if (decision.Place is not { } place) return null;
        if (!Rehousing.MayMove(impact.Booking, now) || await rehousing.PlaceAsync(impact.Booking, wish.Venue, place.CourtId, place.Start, stop) is not { } to) return Refusals.NotOffered;
        return to.Start <= now || (wish.CourtIds.Contains(to.CourtId) && to.Start < wish.End && to.End > wish.Start) ? Refusals.NotOffered : null;
    }

    // The rows are locked, so each statement finds the row it was made from.
    private async Task<Refusal?> CarryOutAsync(
        ClosureWish wish, Closure closure, IReadOnlyList<Impact> broken, IReadOnlyDictionary<Guid, Decision> decisions, DateTimeOffset now, CancellationToken stop)
    {
        var reason = wish.Note ?? ClosureReason.Word(wish.Reason);
        var refund = 0L;
        // Whoever goes makes room first.
        foreach (var impact in broken.OrderBy(impact => decisions[impact.Booking.Id].Place is null ? 0 : 1))
        {
            var (booking, decision) = (impact.Booking, decisions[impact.Booking.Id]);
            var court = booking.Tell(wish.Venue, await keys.ForAsync(booking, stop));
            try
            {
                await using var command = decision.Place is not { } place
                    ? Cancelled(impact, decision, court)
                    : Moved((await rehousing.PlaceAsync(booking, wish.Venue, place.CourtId, place.Start, stop))!, booking, court);
                await command.ExecuteNonQueryAsync(stop);
            }
            catch (PostgresException taken) when (taken.SqlState is PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.DeadlockDetected)
            {
                return Refusals.PlaceTaken;
            }
        }
        // All of it goes back by one hand.
        return await giving.TakeAsync(new Money(refund, wish.Venue.Currency), new Act("refund.given", "closure", $"{closure.Id}", wish.Venue.Name), reason, [new Changed("bookings", $"{broken.Count}", null)], stop);

        NpgsqlCommand Cancelled(Impact impact, Decision decision, BookedCourt court)
        {
            refund += impact.Refund.AmountMinor;
            var fact = new BookingCancelled(court, impact.Refund, "staff", reason, impact.Booking.Status == BookingStatus.Confirmed) { Paid = impact.Refund, AsCredit = decision.AsCredit };
            return Decided.Cancel(work, closure, impact, decision, reason, fact, visit.Caller, now);
        }

        NpgsqlCommand Moved(Rehoused to, Booking booking, BookedCourt before)
        {
            var there = (before with { CourtId = to.CourtId, CourtName = to.CourtName, Start = to.Start, End = to.End, Price = to.Price, Moves = before.Moves + 1 }).Priced(to.PriceLines);
            refund += to.Refund.AmountMinor;
            var fact = new BookingMoved(before, there, to.Refund, new Money(booking.PaidMinor - to.Refund.AmountMinor, booking.Currency), "staff", reason);
            return Decided.Move(work, closure, booking, to, wish.Venue.Rules.BufferMinutes, fact, visit.Caller, now);
        }
    }

    private async Task<bool> HasWalletsAsync(CancellationToken stop) => (await payments.MethodsAsync(stop)).Any(method => method.Code == Wallet);

    private async Task<IReadOnlyList<Impact>> BrokenAsync(ClosureWish wish, bool hasWallets, DateTimeOffset now, bool locked, CancellationToken stop) =>
        [.. (await InTheWay.OnCourtsAsync(work, wish.Venue.Id, wish.CourtIds, wish.Start, wish.End, now, locked, stop)).Select(impact => impact with { NoCredit = CreditRule.Against(impact.Booking, impact.Refund, hasWallets) })];

    private async Task<List<BookingExpired>> EndDeadAsync(ClosureWish wish, DateTimeOffset now, CancellationToken stop)
    {
        var ended = new List<BookingExpired>();
        await using var batch = work.Batch();
        foreach (var court in wish.CourtIds) batch.BatchCommands.Add(EndedHolds.OnCourt(court, wish.Start, wish.End, now));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        do ended.AddRange(await EndedHolds.ReadAsync(reader)); while (await reader.NextResultAsync(stop));
        return ended;
    }

    private async Task<bool> BlockAsync(Closure closure, VenueCard venue, DateTimeOffset now, CancellationToken stop)
    {
        var blocks = Blocks.Of(closure, closure.CourtIds).ToList();
        await using var insert = Blocks.Insert(work, closure, venue, blocks, visit.Language, now);
        return await insert.ExecuteNonQueryAsync(stop) == blocks.Count;
    }

    private Closure Draft(ClosureWish wish, bool breaks, DateTimeOffset now) => new()
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
        TellAt = breaks ? now + UndoTime : null,
    };

    // With everything that stands in the way now, so that whoever closes can decide again.
    private async Task<ClosingOutcome> RefuseAsync(ClosureWish wish, Refusal refusal, CancellationToken stop)
    {
        await work.RollbackAsync();
        var broken = await PreviewAsync(wish, stop);
        var now = clock.GetUtcNow();
        return new ClosingOutcome(null, broken, refusal with { More = new Dictionary<string, object?> { ["bookings"] = broken.Select(impact => ImpactView.Of(impact, wish.Venue, now)).ToList() } });
    }
}
