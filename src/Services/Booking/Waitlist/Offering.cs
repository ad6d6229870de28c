using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Waitlist;

/// <summary>
/// Offers what is free to those who wait for it, in the order they joined, inside the transaction of whoever freed it: the hold, the offer and
/// the fact that becomes the mail are written together or not at all. One venue's line is served by one transaction at a time.
/// </summary>
internal sealed class Offering(UnitOfWork work, IVenues venues, Limiting limiting, KeepingCourt keeping, LinkKeys keys, CurrentTenant current, TimeProvider clock)
{
    public const string Source = "waitlist";

    /// <summary>Goes along the line of a venue. Inside a unit of work.</summary>
    public async Task OfferAsync(Guid venueId, CancellationToken stop)
    {
        var (model, now) = (work.Model<BookingModel>(), clock.GetUtcNow());
        if (current.Info.State != TenantState.Open || !await model.WaitlistEntries.AnyAsync(entry => entry.VenueId == venueId && entry.Status == WaitlistEntry.Waiting && entry.Latest > now, stop)) return;
        await using (var alone = work.Command("select pg_advisory_xact_lock(hashtextextended('waitlist:' || current_schema() || $1, 0))", venueId.ToString()))
            await alone.ExecuteNonQueryAsync(stop);
        // What memory knows of the rules may be old; the statement that takes the court would notice and take nothing.
        if (await venues.ReloadAsync(venueId, stop) is not { } venue) return;

        var line = await model.WaitlistEntries.Where(entry => entry.VenueId == venueId && entry.Status == WaitlistEntry.Waiting && entry.Latest > now)
            .OrderBy(entry => entry.JoinedAt).ThenBy(entry => entry.Id).ToListAsync(stop);
        foreach (var entry in line)
        {
            if (await model.WaitlistEntries.AnyAsync(other => other.Person == entry.Person && other.Status == WaitlistEntry.Offered, stop)) continue;
            await OfferAsync(entry, venue, now, stop);
        }
    }

    private async Task OfferAsync(WaitlistEntry entry, VenueCard venue, DateTimeOffset now, CancellationToken stop)
    {
        var standing = await limiting.StandingAsync(entry.UserId, entry.Email, stop);
        if (standing.IsBlocked) return;
        var theirs = venue.For(standing);
        var refused = await work.Model<BookingModel>().WaitlistOffers.Where(offer => offer.EntryId == entry.Id).Select(offer => new { offer.CourtId, offer.StartsAt }).ToListAsync(stop);
        foreach (var (day, slot) in await Openings.OfAsync(entry, theirs, now, one => DayReader.ReadWithinAsync(work, theirs, one, now, stop)))
        {
            if (refused.Any(earlier => earlier.CourtId == slot.Court.Id && earlier.StartsAt == slot.Start) || OfferDeadline.Of(now, slot.Start) is not { } until) continue;
            var counted = new CountedWish(new Counting(entry.UserId, entry.UserId is null ? entry.Email : null), slot.Start, slot.End);
            if ((await limiting.DecideAsync(theirs, Allowance.Of(theirs, standing), counted, now, stop)).Count > 0) continue;
            // As full as the day is now, and as the club treats them: the price they would have been shown.
            if (day.PricingOf(slot.Court.Id, standing).Of(slot.Start, entry.DurationMinutes) is { } price && await HoldAsync(entry, theirs, slot, price, until, now, stop)) return;
        }
    }

    private async Task<bool> HoldAsync(WaitlistEntry entry, VenueCard venue, FreeSlotOf slot, Price price, DateTimeOffset until, DateTimeOffset now, CancellationToken stop)
    {
        var hold = BookingDraft.Offered(venue, slot, price, new Booker(entry.UserId, entry.Name, entry.Email, entry.Language), entry.Phone, until, Source, now);
        if (await keeping.KeepAsync(hold, venue, "offered", "waitlist", stop) is not { } court) return false;
        entry.Status = WaitlistEntry.Offered;
        work.Model<BookingModel>().Add(new WaitlistOffer { BookingId = hold.Id, EntryId = entry.Id, CourtId = hold.CourtId, StartsAt = hold.StartsAt, ExpiresAt = until, MadeAt = now });
        // Written now: the next one in line asks the database who has an offer.
        await work.Model<BookingModel>().SaveChangesAsync(stop);
        work.Tell(new WaitlistOffered(court, entry.Id, until, PathOf(entry.Id, entry.UserId is null ? await keys.ForAsync(entry.Id, stop) : null)));
        return true;
    }

    /// <summary>Path of the page of a place in line, with a guest's key.</summary>
    public static string PathOf(Guid id, string? key) => key is null ? $"/waitlist/{id}" : $"/waitlist/{id}?key={key}";
}
