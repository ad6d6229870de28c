using Npgsql;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Booking.Promos;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Taking;

/// <summary>A wish that came true, or the rule that refused it.</summary>
internal sealed record HoldOutcome(Booking? Booking, VenueCard? Venue, string Key, string Answer, Refusal? Refusal)
{
    public static HoldOutcome Refused(Refusal refusal) => new(null, null, "", "", refusal);
}

/// <summary>
/// Takes courts. A player's wish becomes a hold that waits for its payment, a walk-in or a call at the desk a confirmed booking. What can be
/// decided from the venue's rules is decided here; whether the court is still free is decided by the database.
/// </summary>
internal sealed class Holding(
    IVenues venues, Quoting quoting, DayReader days, Alternatives alternatives, Limiting limiting, Spending spending, OneTrip trip, UnitOfWork work, LinkKeys keys, Visit visit, CurrentTenant current, TimeProvider clock)
{
    private const int MostAttempts = 3;

    /// <summary>Holds a court for a player.</summary>
    public Task<HoldOutcome> HoldAsync(Wish wish, RequestKey? key, CancellationToken stop) => TakeAsync(wish, key, walkIn: false, stop);

    /// <summary>
    /// Gives a court to somebody at the desk or on the phone: no notice, paid at the club. What else binds players is set aside only with a
    /// reason, which is kept (<see cref="DeskRules"/>).
    /// </summary>
    public Task<HoldOutcome> WalkInAsync(Wish wish, CancellationToken stop) => TakeAsync(wish, null, walkIn: true, stop);

    private async Task<HoldOutcome> TakeAsync(Wish wish, RequestKey? key, bool walkIn, CancellationToken stop)
    {
        if (current.Info.State != TenantState.Open) return HoldOutcome.Refused(Refusals.Suspended);
        wish = wish with { Account = walkIn ? wish.Customer?.AccountId : visit.Caller.AccountId };
        if (await venues.FindByCourtAsync(wish.CourtId, stop) is not { } venue) return HoldOutcome.Refused(Refusals.NoCourt);

        var standing = walkIn ? wish.Customer?.Standing ?? CustomerStanding.Nobody : await limiting.StandingAsync(visit.Caller.AccountId, wish.Email, stop);
        // At the desk a block is a rule that may be set aside by name.
        if (!walkIn && standing.IsBlocked) return HoldOutcome.Refused(Refusals.Blocked);
        for (var attempt = 1; ; attempt++)
        {
            var now = clock.GetUtcNow();
            venue = venue.For(standing);
            if (!venue.Courts.Any(court => court.Id == wish.CourtId)) return HoldOutcome.Refused(Refusals.NoCourt);
            if (WishRules.Refused(venue, wish, walkIn, now) is { } refusal)
            {
                // Whoever meets two rules is told both.
                var limits = walkIn ? [] : await limiting.LookAsync(venue, Allowance.Of(venue, standing), CountedOf(wish));
                return HoldOutcome.Refused(Refusals.Together([refusal, .. limits]));
            }
            var pricing = await quoting.ForAsync(venue, wish.CourtId, wish.Start, standing);
            if (Claims.Refused(pricing, wish) is { } notSold) return HoldOutcome.Refused(notSold);
            if (wish.PromoCode is { } typed)
            {
                var (claim, no) = await spending.FindAsync(
                    typed, venue, wish.CourtId, wish.Start, wish.DurationMinutes, pricing, Spending.CustomerOf(wish.Account, wish.Email), now, stop);
                if (no is not null) return HoldOutcome.Refused(no);
                wish = wish with { Promo = claim };
            }
            if (pricing.Of(wish.Start, wish.DurationMinutes, wish.Price) is not { } price) return HoldOutcome.Refused(Refusals.NotOffered);

            if (price.Total.AmountMinor > wish.QuotedMinor) return HoldOutcome.Refused(Refusals.PriceChanged(price.Total));

            var attempted = await AttemptAsync(venue, wish, price, key, walkIn, Allowance.Of(venue, standing), now, stop);
            if (attempted.Won) return attempted.Outcome;
            if (attempted.Revision == venue.Revision || attempt == MostAttempts)
                return HoldOutcome.Refused(attempted.Outcome.Refusal ?? Refusals.SlotTaken(await alternatives.ToAsync(venue, wish, now, stop)));
            // The club changed its rules a moment ago: decide again by the new ones.
            venue = await venues.ReloadAsync(venue.Id, stop) ?? venue;
        }
    }

    private async Task<(bool Won, long Revision, HoldOutcome Outcome)> AttemptAsync(
        VenueCard venue, Wish wish, Price price, RequestKey? key, bool walkIn, Allowance allowance, DateTimeOffset now, CancellationToken stop)
    {
        var booking = BookingDraft.Of(venue, wish, price, walkIn, visit, now);
        var linkKey = await keys.ForAsync(booking, stop);
        var court = booking.Tell(venue, linkKey);
        IFact fact = walkIn ? new BookingConfirmed(court, PaymentMethods.AtClub) { Quietly = wish.Source == Wish.Imported } : new BookingHeld(court, booking.HoldExpiresAt!.Value);
        var answer = BookingView.Write(BookingView.Of(booking, venue, now, booking.UserId is null ? linkKey : null));
        var outcome = new HoldOutcome(booking, venue, linkKey, answer, null);
        var occupiedUntil = booking.EndsAt.AddMinutes(venue.Rules.BufferMinutes);
        var statement = NewBooking.Statement(
            booking, venue.Revision, occupiedUntil, fact, walkIn ? "walked_in" : "held", ActorName(wish), wish.Participants, key, answer, wish.Promo, trip.Sealed, clock);
        var endDead = EndedHolds.OnCourt(wish.CourtId, wish.Start, occupiedUntil, now, venue.Id);

        if (walkIn && (DeskRules.Broken(venue, wish, now).Count > 0 || !(allowance.IsFree || CountedOf(wish).Who.IsNobody)))
            return await SettingAsideAsync(venue, wish, allowance, endDead, statement, fact, outcome, now, stop);
        if (!walkIn && (Neighbours.Decide(venue, wish) || !allowance.IsFree || BringsGuests(venue, wish) || Claims.AreShort(venue, wish) || wish.Promo is not null))
            return await WithinLockAsync(venue, wish, allowance, endDead, statement, fact, outcome, now, stop);

        var (ended, won, revision) = await trip.RunAsync(
            batch =>
            {
                batch.BatchCommands.Add(endDead);
                batch.BatchCommands.Add(statement);
            },
            TakenCourt.ReadAsync, stop);
        foreach (var expired in ended) trip.Announce(expired);
        if (won) trip.Announce(fact);
        return (won, revision, outcome);
    }

    private static bool BringsGuests(VenueCard venue, Wish wish) => venue.Rules.Policy.SameGuestPerMonth is not null && wish.Participants.Any(who => who.Email is not null);

    // Where other bookings of the player count, those are read inside the transaction, one request of the player at a time. Where the neighbours decide which starts are offered (no unsellable gap, or a start right after another booking): the court is locked, its day is read inside the transaction.
    private async Task<(bool Won, long Revision, HoldOutcome Outcome)> WithinLockAsync(
        VenueCard venue, Wish wish, Allowance allowance, NpgsqlBatchCommand endDead, NpgsqlBatchCommand statement, IFact fact, HoldOutcome outcome, DateTimeOffset now, CancellationToken stop)
    {
        // Looked at first without the lock: of two hundred who want one court, only those wait in line who could still get it.
        var (allowed, taken) = Neighbours.Decide(venue, wish) ? await Neighbours.LookAsync(venue, wish, now, day => days.ReadFreshAsync(venue, day)) : (true, false);
        if (allowed)
        {
            await work.BeginAsync(stop);
            if (await LimitAsync(venue, wish, allowance, outcome.Booking!.Id, now, stop) is { } refusal)
            {
                await work.RollbackAsync();
                return (false, venue.Revision, HoldOutcome.Refused(refusal));
            }
        }
        if (allowed && Neighbours.Decide(venue, wish))
        {
            await using (var alone = work.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))", wish.CourtId.ToString()))
                await alone.ExecuteNonQueryAsync(stop);
            (allowed, taken) = await Neighbours.LookAsync(venue, wish, now, day => DayReader.ReadWithinAsync(work, venue, day, now, stop));
        }
        if (!allowed)
        {
            if (work.IsOpen) await work.RollbackAsync();
            // Offered on an empty day and not on this one: a neighbour was faster, so this visitor too is shown what is left.
            var left = await alternatives.ToAsync(venue, wish, now, stop);
            return (false, venue.Revision, HoldOutcome.Refused(taken ? Refusals.SlotTaken(left) : Refusals.NotOfferedAnyMore(left)));
        }
        try
        {
            return await WriteAsync(wish, endDead, statement, fact, outcome, null, now, stop);
        }
        // Dead holds with other codes may make two wait for each other: the database ends one, which tries again.
        catch (PostgresException waited) when (waited.SqlState == PostgresErrorCodes.DeadlockDetected)
        {
            await work.RollbackAsync(waited);
            return (false, 0, outcome);
        }
    }

    // The desk books for somebody who is told from others: of what binds them, it says why it is set aside.
    private async Task<(bool Won, long Revision, HoldOutcome Outcome)> SettingAsideAsync(
        VenueCard venue, Wish wish, Allowance allowance, NpgsqlBatchCommand endDead, NpgsqlBatchCommand statement, IFact fact, HoldOutcome outcome, DateTimeOffset now, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        List<Refusal> broken = [.. DeskRules.Broken(venue, wish, now), .. await limiting.DecideAsync(venue, allowance, CountedOf(wish), now, stop)];
        if (broken.Count > 0 && wish.Reason is null)
        {
            await work.RollbackAsync();
            return (false, venue.Revision, HoldOutcome.Refused(DeskRules.ReasonNeeded(broken)));
        }
        var aside = broken.Count == 0 ? null : new { overrides = broken.Select(one => one.Slug).ToList(), reason = wish.Reason };
        return await WriteAsync(wish, endDead, statement, fact, outcome, aside, now, stop);
    }

    private async Task<(bool Won, long Revision, HoldOutcome Outcome)> WriteAsync(
        Wish wish, NpgsqlBatchCommand endDead, NpgsqlBatchCommand statement, IFact fact, HoldOutcome outcome, object? aside, DateTimeOffset now, CancellationToken stop)
    {
        var (ended, notSpent, won, revision) = await TakenCourt.WithinAsync(work, endDead, wish.Promo, statement, now, stop);
        // What was spent for a court that somebody else has is not spent.
        if (wish.Promo is not null && (notSpent is not null || !won))
        {
            await work.RollbackAsync();
            return (false, revision, notSpent is null ? outcome : HoldOutcome.Refused(notSpent));
        }
        if (won && aside is not null) await History.AddAsync(work, outcome.Booking!.Id, outcome.Booking.CreatedAt, "rules_set_aside", visit.Caller, outcome.Booking.GuestName, aside, stop);
        await work.CommitAsync(stop);
        foreach (var expired in ended) trip.Announce(expired);
        if (won) trip.Announce(fact);
        return (won, revision, outcome);
    }

    private async Task<Refusal?> LimitAsync(VenueCard venue, Wish wish, Allowance allowance, Guid bookingId, DateTimeOffset now, CancellationToken stop)
    {
        List<Refusal> broken = [.. await limiting.DecideAsync(venue, allowance, CountedOf(wish), now, stop)];
        if (await Claims.DecideAsync(work, venue, wish, bookingId, now, stop) is { } soldOut) broken.Add(soldOut);
        if (await GuestVisits.AreTooManyAsync(work, venue, wish.Participants.Select(who => who.Email), bookingId, wish.Start, now, stop)) broken.Add(Refusals.GuestTooOften);
        return broken.Count == 0 ? null : Refusals.Together(broken);
    }

    private static CountedWish CountedOf(Wish wish) => new(new Counting(wish.Account, wish.Email), wish.Start, wish.Start.AddMinutes(wish.DurationMinutes));

    private string ActorName(Wish wish) => visit.Caller.IsKnown ? visit.Caller.Name : wish.Name;
}
