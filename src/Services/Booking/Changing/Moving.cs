using Npgsql;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Changing;

/// <summary>
/// Moves a booking to another court, time or length. Its row is changed in place: whoever loses the new time keeps the old one. Moving it
/// to where it is changes nothing.
/// </summary>
internal sealed class Moving(
    Finding finding, IVenues venues, Quoting quoting, DayReader days, Alternatives alternatives, Limiting limiting, GivingBack giving, UnitOfWork work, LinkKeys keys, Visit visit, CurrentTenant current, TimeProvider clock)
{
    private const int MostAttempts = 3;

    private bool ByStaff => visit.Caller.May(Access.Manage);

    /// <summary>What the move would mean; nothing is changed.</summary>
    public async Task<MoveOutcome> PreviewAsync(Guid id, string? key, Move move, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not var (booking, venue)) return MoveOutcome.Refused(Refusals.NoBooking);
        if (move.IsWhereItIs(booking)) return new MoveOutcome(booking, venue, MoveOffer.OfNothing(booking, venue), "", null);
        var (offer, refusal, overridden) = await JudgeAsync(booking, venue, move, stop);
        if (refusal is not null) return MoveOutcome.Refused(refusal);

        if (!ByStaff && await limiting.LookAsync(venue, await AllowanceAsync(booking, venue, stop), move.Counted(booking)) is { Count: > 0 } limits) return MoveOutcome.Refused(Refusals.Together(limits));
        var seen = new List<VenueDay>();
        foreach (var day in BusinessDay.Holding(venue, move.Start)) seen.Add(await days.ReadFreshAsync(venue, day));
        var (offered, taken) = MoveRules.Neighbours(seen, booking, move, clock.GetUtcNow());
        if (taken || (!offered && !ByStaff)) return MoveOutcome.Refused(await LostAsync(booking, venue, move, taken, stop));
        overridden ??= offered ? null : Refusals.NotOffered.Slug;
        if (ByStaff && await giving.LookAsync(offer!.Refund, stop) is { } over) return MoveOutcome.Refused(over);
        return new MoveOutcome(booking, venue, offer, "", null) { Overrides = overridden, NeedsReason = ByStaff && MoveRules.NeedsReason(booking, offer!, overridden) };
    }

    public async Task<MoveOutcome> MoveAsync(Guid id, string? key, Move move, RequestKey? request, CancellationToken stop)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            if (await finding.ReadAsync(id, key, stop) is not var (booking, venue)) return MoveOutcome.Refused(Refusals.NoBooking);
            if (move.IsWhereItIs(booking)) return Done(booking, venue, MoveOffer.OfNothing(booking, venue));
            var (offer, refusal, overridden) = await JudgeAsync(booking, venue, move, stop);
            if (refusal is not null) return MoveOutcome.Refused(refusal);
            if (move.QuotedMinor < offer!.Price.AmountMinor) return MoveOutcome.Refused(Refusals.PriceChanged(offer.Price));

            // Null means that the booking or the club's rules changed between reading and writing.
            if (await AttemptAsync(booking, venue, move, offer, overridden, request, stop) is { } outcome) return outcome;
            await venues.ReloadAsync(venue.Id, stop);
        }
        return MoveOutcome.Refused(Refusals.NotChangeable);
    }

    private async Task<(MoveOffer? Offer, Refusal? Refusal, string? Overridden)> JudgeAsync(Booking booking, VenueCard venue, Move move, CancellationToken stop)
    {
        if (current.Info.State != TenantState.Open) return (null, Refusals.Suspended, null);
        if (!venue.Courts.Any(court => court.Id == move.CourtId))
            return (null, await venues.FindByCourtAsync(move.CourtId, stop) is null ? Refusals.NoCourt : Refusals.OtherVenue, null);

        var now = clock.GetUtcNow();
        if (MoveRules.Forbidden(booking, venue, move, ByStaff, now) is { } forbidden) return (null, forbidden, null);
        var standing = await limiting.StandingAsync(booking.UserId, booking.GuestEmail, stop);
        // Giving it back is theirs all the same.
        if (!ByStaff && standing.IsBlocked) return (null, Refusals.Blocked, null);
        var binding = MoveRules.Binding(booking, venue.For(standing), move, now);
        if (binding is not null && !ByStaff) return (null, binding, null);
        // What was chosen with the court stays with it, and so does what the player is to the club.
        var pricing = await quoting.ForAsync(venue, move.CourtId, move.Start, booking.UserId, stop);
        return pricing.Of(move.Start, move.DurationMinutes, PriceWish.Of(BookingView.Basis(booking.PriceBasis))) is { } price
            ? (MoveOffer.Of(booking, venue, move, price), null, binding?.Slug)
            : (null, Refusals.NotOffered, null);
    }

    private async Task<MoveOutcome?> AttemptAsync(
        Booking booking, VenueCard venue, Move move, MoveOffer offer, string? overridden, RequestKey? request, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var linkKey = await keys.ForAsync(booking, stop);
        var allowance = await AllowanceAsync(booking, venue, stop);
        await work.BeginAsync(stop);
        try
        {
            if (!ByStaff && await limiting.DecideAsync(venue, allowance, move.Counted(booking), now, stop) is { Count: > 0 } limits)
            {
                await work.RollbackAsync();
                return MoveOutcome.Refused(Refusals.Together(limits));
            }
            // What was chosen with the court has to be there at the new time, too.
            if (await Taking.Claims.DecideAsync(work, venue, move.AsWish(booking), booking.Id, now, stop) is { } soldOut)
            {
                await work.RollbackAsync();
                return MoveOutcome.Refused(soldOut);
            }
            await using (var alone = work.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))", move.CourtId.ToString())) await alone.ExecuteNonQueryAsync(stop);
            var seen = new List<VenueDay>();
            foreach (var day in BusinessDay.Holding(venue, move.Start)) seen.Add(await DayReader.ReadWithinAsync(work, venue, day, now, stop));
            var (offered, taken) = MoveRules.Neighbours(seen, booking, move, now);
            if (taken || (!offered && !ByStaff))
            {
                await work.RollbackAsync();
                return MoveOutcome.Refused(await LostAsync(booking, venue, move, taken, stop));
            }
            overridden ??= offered ? null : Refusals.NotOffered.Slug;
            if (ByStaff && string.IsNullOrWhiteSpace(move.Reason) && MoveRules.NeedsReason(booking, offer, overridden))
            {
                await work.RollbackAsync();
                return MoveOutcome.Refused(Refusals.ReasonNeeded);
            }
            if (ByStaff && await giving.TakeAsync(offer.Refund, GivingBack.Of(booking), move.Reason, Moved(booking, offer), stop) is { } over)
            {
                await work.RollbackAsync();
                return MoveOutcome.Refused(over);
            }
            return await WriteAsync(booking, venue, move, offer, overridden, linkKey, request, now, stop);
        }
        // Two that want each other's place wait for each other: the database ends one of them, and it has lost.
        catch (PostgresException lost) when (lost.SqlState is PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.DeadlockDetected)
        {
            await work.RollbackAsync(lost);
            return MoveOutcome.Refused(await LostAsync(booking, venue, move, taken: true, stop));
        }
    }

    private async Task<MoveOutcome?> WriteAsync(
        Booking booking, VenueCard venue, Move move, MoveOffer offer, string? overridden, string linkKey, RequestKey? request, DateTimeOffset now, CancellationToken stop)
    {
        var from = booking.Tell(venue, linkKey);
        var by = ByStaff && booking.UserId != visit.Caller.AccountId ? "staff" : "player";
        var agreed = Agreed.Of(booking);
        if (await MovedRow.WriteAsync(work, booking, venue, move, offer, now, stop) is not { } occupiedUntil)
        {
            await work.RollbackAsync();
            return null;
        }
        booking.Take(move, offer, venue, now);
        var outcome = Done(booking, venue, offer) with { IsNew = true };
        work.Tell(new BookingMoved(from, booking.Tell(venue, linkKey), offer.Refund, new Money(booking.PaidMinor, booking.Currency), by, move.Reason) { CanBeUndone = by == "staff" });
        await History.AddAsync(work, booking.Id, now, ByStaff ? "moved_by_staff" : "moved", visit.Caller, booking.GuestName,
            new { from = Place(from), to = Place(booking.Tell(venue, linkKey)), reason = move.Reason, overrides = overridden, agreed = agreed with { OccupiedUntil = occupiedUntil } }, stop);
        if (request is not null && !await Idempotency.StoreAsync(work, request, 200, outcome.Answer, "application/json; charset=utf-8", now, stop))
        {
            await work.RollbackAsync();
            return null;
        }
        await work.CommitAsync(stop);
        return outcome;
    }

    private async Task<Allowance> AllowanceAsync(Booking booking, VenueCard venue, CancellationToken stop) => Allowance.Of(venue, await limiting.StandingAsync(booking.UserId, stop));

    private MoveOutcome Done(Booking booking, VenueCard venue, MoveOffer offer) => new(booking, venue, offer,
        BookingView.Write(new MoveAnswer(BookingView.Of(booking, venue, clock.GetUtcNow()), offer.Difference, offer.Refund, offer.Due)), null);

    private static IReadOnlyList<Changed> Moved(Booking booking, MoveOffer offer) =>
        [new Changed("time", FormattableString.Invariant($"{booking.StartsAt:u}"), FormattableString.Invariant($"{offer.Start:u}")), GivingBack.Paid(booking, offer.Refund)];

    private static object Place(BookedCourt court) => new { court.CourtId, court.CourtName, court.Start, court.End, court.Price };

    private async Task<Refusal> LostAsync(Booking booking, VenueCard venue, Move move, bool taken, CancellationToken stop)
    {
        var left = (await alternatives.ToAsync(venue, move.AsWish(booking), clock.GetUtcNow(), stop))
            .Where(one => !(one.CourtId == booking.CourtId && one.Start == booking.StartsAt && one.End == booking.EndsAt)).ToList();
        return taken ? Refusals.SlotTaken(left) : Refusals.NotOfferedAnyMore(left);
    }
}

/// <summary>A moved booking with what it means in money.</summary>
/// <param name="Difference">New price less the old one.</param>
/// <param name="Refund">What comes back of what was paid.</param>
/// <param name="Due">What is to be paid at the club.</param>
internal sealed record MoveAnswer(BookingView Booking, Money Difference, Money Refund, Money Due);
