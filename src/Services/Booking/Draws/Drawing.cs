using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Booking.Waitlist;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Draws;

/// <summary>
/// Holds a draw: the order is made from the seed, and along it courts are held, all in one transaction with the draw's row locked. A draw that dies
/// half way has not happened and is held again; of two that are held at once the second finds it done. Who lets a court go, or is not heard of in
/// time, is followed by the next in the same order.
/// </summary>
internal sealed class Drawing(UnitOfWork work, IVenues venues, Limiting limiting, KeepingCourt keeping, Sealed seals, CurrentTenant current, TimeProvider clock)
{
    public const string Source = "draw";
    private const string LockSql = "select * from draws where id = {0} for update";

    /// <summary>Holds the draw, if it is due and was not held yet.</summary>
    public async Task HoldAsync(Guid id, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        var model = work.Model<BookingModel>();
        var draw = await model.Draws.FromSqlRaw(LockSql, id).FirstOrDefaultAsync(stop);
        if (draw is null || draw.DrawnAt is not null || draw.CalledOffAt is not null || draw.DrawAt > now || await SteadyAsync(draw.VenueId, stop) is not { } venue)
        {
            await work.RollbackAsync();
            return;
        }
        if (current.Info.State != TenantState.Open)
        {
            await CallOffAsync(draw, venue, now, stop);
            await work.CommitAsync(stop);
            return;
        }
        var seed = seals.Open(FindingDraws.SealedSeed, draw.Id, draw.SeedSealed)!;
        (draw.DrawnAt, draw.Seed, draw.SeedSealed) = (now, seed, null);
        var entries = await model.DrawEntries.Where(entry => entry.DrawId == id && entry.Status == DrawEntry.Entered).ToListAsync(stop);
        var byNumber = entries.ToDictionary(entry => entry.Number);
        var inOrder = DrawOrder.Of(seed, byNumber.Keys).Select(number => byNumber[number]).ToList();
        for (var place = 0; place < inOrder.Count; place++) (inOrder[place].Place, inOrder[place].Status) = (place + 1, DrawEntry.Reserve);
        // Written now: the day that is read next has to know that the times are drawn.
        await model.SaveChangesAsync(stop);
        var winners = 0;
        foreach (var entry in inOrder)
            if (await OfferAsync(draw, entry, venue, passedOn: false, now, stop)) winners++;
        foreach (var entry in inOrder.Where(entry => entry.Status == DrawEntry.Reserve))
        {
            // With nobody who could let a court go there is nothing to wait for.
            if (winners == 0) entry.Status = DrawEntry.Missed;
            work.Tell(new DrawMissed(draw.Tell(venue), entry.Id, entry.Booker, draw.Link, CalledOff: false));
        }
        work.Tell(new DrawHeld(draw.Tell(venue), inOrder.Count, winners, CalledOff: false));
        await work.CommitAsync(stop);
    }

    /// <summary>A drawn court was let go: it is held for the next in the order whom it suits. Inside a unit of work.</summary>
    public async Task PassOnAsync(Guid bookingId, CancellationToken stop)
    {
        var (model, now) = (work.Model<BookingModel>(), clock.GetUtcNow());
        if (await model.DrawEntries.AsNoTracking().FirstOrDefaultAsync(one => one.BookingId == bookingId && one.Status == DrawEntry.Won, stop) is not { } seen) return;
        // Of one draw one court at a time is passed on, in the order of the draw.
        var draw = await model.Draws.FromSqlRaw(LockSql, seen.DrawId).FirstAsync(stop);
        if (await model.DrawEntries.FirstOrDefaultAsync(one => one.Id == seen.Id && one.Status == DrawEntry.Won, stop) is not { } gone) return;
        gone.Status = DrawEntry.Passed;
        await model.SaveChangesAsync(stop);
        var reserve = await model.DrawEntries.Where(entry => entry.DrawId == draw.Id && entry.Status == DrawEntry.Reserve).OrderBy(entry => entry.Place).ToListAsync(stop);
        if (current.Info.State == TenantState.Open && await SteadyAsync(draw.VenueId, stop) is { } venue)
            foreach (var entry in reserve)
                if (await OfferAsync(draw, entry, venue, passedOn: true, now, stop)) return;
        if (!await model.DrawEntries.AnyAsync(entry => entry.DrawId == draw.Id && entry.Status == DrawEntry.Won, stop))
            foreach (var entry in reserve) entry.Status = DrawEntry.Missed;
    }

    /// <summary>Who was drawn has the court now. Inside a unit of work.</summary>
    public async Task TakenAsync(Guid bookingId, CancellationToken stop)
    {
        var model = work.Model<BookingModel>();
        if (await model.DrawEntries.FirstOrDefaultAsync(entry => entry.BookingId == bookingId && entry.Status == DrawEntry.Won, stop) is not { } entry) return;
        entry.Status = DrawEntry.Taken;
        await model.SaveChangesAsync(stop);
        if (!await model.DrawEntries.AnyAsync(other => other.DrawId == entry.DrawId && other.Status == DrawEntry.Won, stop))
            await model.DrawEntries.Where(other => other.DrawId == entry.DrawId && other.Status == DrawEntry.Reserve).ExecuteUpdateAsync(other => other.SetProperty(row => row.Status, DrawEntry.Missed), stop);
    }

    /// <summary>The venue draws otherwise by now: open draws that its rules no longer know are called off, and who entered is told. Inside a unit of work.</summary>
    public async Task FollowRulesAsync(Guid venueId, CancellationToken stop)
    {
        var (model, now) = (work.Model<BookingModel>(), clock.GetUtcNow());
        if (!await model.Draws.AnyAsync(draw => draw.VenueId == venueId && draw.DrawnAt == null && draw.CalledOffAt == null, stop)) return;
        var open = await model.Draws.FromSqlRaw("select * from draws where venue_id = {0} and drawn_at is null and called_off_at is null order by id for update", venueId).ToListAsync(stop);
        if (await venues.ReloadAsync(venueId, stop) is not { } venue) return;
        foreach (var draw in open)
            if (!DrawTimes.Touching(venue, draw.StartsAt, draw.EndsAt).Any(span => span.Start == draw.StartsAt && span.End == draw.EndsAt && span.DrawAt == draw.DrawAt))
                await CallOffAsync(draw, venue, now, stop);
    }

    // The venue by its rules of now, which nobody changes before the transaction ends: courts are held by these rules or not at all.
    private async Task<VenueCard?> SteadyAsync(Guid venueId, CancellationToken stop)
    {
        await using (var still = work.Command("select revision from revisions where subject = $1 for share", venueId)) await still.ExecuteNonQueryAsync(stop);
        return await venues.ReloadAsync(venueId, stop);
    }

    private async Task CallOffAsync(Draw draw, VenueCard venue, DateTimeOffset now, CancellationToken stop)
    {
        var entries = await work.Model<BookingModel>().DrawEntries.Where(entry => entry.DrawId == draw.Id && entry.Status == DrawEntry.Entered).ToListAsync(stop);
        (draw.CalledOffAt, draw.SeedSealed) = (now, null);
        foreach (var entry in entries)
        {
            entry.Status = DrawEntry.Missed;
            work.Tell(new DrawMissed(draw.Tell(venue), entry.Id, entry.Booker, draw.Link, CalledOff: true));
        }
        work.Tell(new DrawHeld(draw.Tell(venue), entries.Count, 0, CalledOff: true));
    }

    // The first of an entry's starts that a court is free for, by the function that pages and bookings ask; the price is that of who gets it.
    private async Task<bool> OfferAsync(Draw draw, DrawEntry entry, VenueCard venue, bool passedOn, DateTimeOffset now, CancellationToken stop)
    {
        var standing = await limiting.StandingAsync(entry.UserId, entry.Email, stop);
        if (standing.IsBlocked) return false;
        var (theirs, allowance) = (venue.For(standing), Allowance.Of(venue, standing));
        foreach (var start in entry.Starts)
        {
            if (OfferDeadline.Of(now, start, TimeSpan.FromMinutes(draw.ConfirmMinutes)) is not { } until) continue;
            var counted = new CountedWish(new Counting(entry.UserId, null), start, start.AddMinutes(entry.DurationMinutes));
            foreach (var day in BusinessDay.Holding(theirs, start))
            {
                var known = await DayReader.ReadWithinAsync(work, theirs, day, now, stop);
                foreach (var slot in known.Free(entry.DurationMinutes, now, standing).Where(slot => slot.Start == start && (entry.CourtId is null || slot.Court.Id == entry.CourtId)))
                {
                    if ((await limiting.DecideAsync(theirs, allowance, counted, now, stop)).Count > 0) break;
                    if (known.PricingOf(slot.Court.Id, standing).Of(start, entry.DurationMinutes) is { } price && await KeepAsync(draw, entry, theirs, slot, price, until, passedOn, now, stop)) return true;
                }
            }
        }
        return false;
    }

    private async Task<bool> KeepAsync(Draw draw, DrawEntry entry, VenueCard venue, FreeSlotOf slot, Price price, DateTimeOffset until, bool passedOn, DateTimeOffset now, CancellationToken stop)
    {
        var hold = BookingDraft.Offered(venue, slot, price, entry.Booker, null, until, Source, now);
        if (await keeping.KeepAsync(hold, venue, "drawn", Source, stop) is not { } court) return false;
        (entry.Status, entry.BookingId, entry.ExpiresAt) = (DrawEntry.Won, hold.Id, until);
        await work.Model<BookingModel>().SaveChangesAsync(stop);
        work.Tell(new DrawWon(court, entry.Id, until, draw.Link, passedOn));
        return true;
    }
}
