using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Days;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Waitlist;

/// <summary>A place in line with the offer that is open, as its owner sees it.</summary>
internal sealed record Place(WaitlistEntry Entry, VenueCard Venue, WaitlistOffer? Offer, int Position);

/// <summary>Lets people into the line and out of it. A place is seen by its holder: the account, or a guest by the key in the link.</summary>
internal sealed class Line(UnitOfWork work, IVenues venues, DayReader days, LinkKeys keys, Visit visit, CurrentTenant current, TimeProvider clock)
{
    private const int MostPlaces = 10;
    public const string EndTimer = "end-waiting";

    /// <summary>Joins the line, unless what is waited for is free.</summary>
    public async Task<(Guid Id, Refusal? Refusal)> JoinAsync(WaitlistEntry entry, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (current.Info.State != TenantState.Open) return (default, Refusals.Suspended);
        if (await venues.FindAsync(entry.VenueId, stop) is not { } venue) return (default, Refusals.NoVenue);
        if (entry.CourtIds.Any(id => venue.Courts.All(court => court.Id != id))) return (default, Refusals.NoCourt);
        if (!venue.Rules.DurationsMinutes.Contains(entry.DurationMinutes)) return (default, Refusals.NotOffered);
        if (entry.Latest <= now.AddMinutes(venue.Rules.LeadMinutes)) return (default, Refusals.TooLateToWait);

        var free = await Openings.OfAsync(entry, venue, now, day => days.ReadFreshAsync(venue, day));
        if (free.Count > 0) return (default, Refusals.FreeNow([.. free.Take(3).Select(one => one.Slot).Select(slot => new Alternative(slot.Court.Id, slot.Court.Name, slot.Start, slot.End, BookingView.LocalOf(slot.Start, venue.Zone), slot.Price))]));

        await work.BeginAsync(stop);
        var model = work.Model<BookingModel>();
        // One of a person's requests at a time, so that the limit holds and nobody waits twice for the same.
        await using (var alone = work.Command("select pg_advisory_xact_lock(hashtextextended('waits:' || current_schema() || $1, 0))", entry.Person)) await alone.ExecuteNonQueryAsync(stop);
        var theirs = await model.WaitlistEntries.AsNoTracking().Where(one => one.Person == entry.Person && (one.Status == WaitlistEntry.Waiting || one.Status == WaitlistEntry.Offered)).ToListAsync(stop);
        var refusal = theirs.Exists(one => one.VenueId == entry.VenueId && one.Earliest == entry.Earliest && one.Latest == entry.Latest && one.DurationMinutes == entry.DurationMinutes && one.CourtIds.SequenceEqual(entry.CourtIds)) ? Refusals.AlreadyWaiting
            : theirs.Count >= MostPlaces ? Refusals.WaitsTooOften : null;
        if (refusal is null)
        {
            model.Add(entry);
            work.RingAt(entry.Latest, EndTimer, entry.Id.ToString());
            await work.CommitAsync(stop);
        }
        else
        {
            await work.RollbackAsync();
        }
        return (entry.Id, refusal);
    }

    /// <summary>The place, for whoever holds it.</summary>
    public async Task<Place?> FindAsync(Guid id, string? key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<BookingModel>();
        var entry = await model.WaitlistEntries.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        var offer = entry is null ? null : await model.WaitlistOffers.AsNoTracking().FirstOrDefaultAsync(one => one.EntryId == id && one.State == WaitlistOffer.Open, stop);
        var before = entry is null ? 0 : await model.WaitlistEntries.CountAsync(one => one.VenueId == entry.VenueId && one.Status == WaitlistEntry.Waiting && one.JoinedAt < entry.JoinedAt && one.Earliest <= entry.Latest && one.Latest >= entry.Earliest, stop);
        await work.RollbackAsync();
        if (entry is null || !await MayAsync(entry, key, stop) || await venues.FindAsync(entry.VenueId, stop) is not { } venue) return null;
        // An offer whose time is over is over, whether or not somebody has written that down yet.
        return new Place(entry, venue, offer?.ExpiresAt > clock.GetUtcNow() ? offer : null, before + 1);
    }

    /// <summary>The caller's places that are live.</summary>
    public async Task<IReadOnlyList<WaitlistEntry>> MineAsync(Guid account, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var mine = await work.Model<BookingModel>().WaitlistEntries.AsNoTracking().Where(one => one.Person == account.ToString() && (one.Status == WaitlistEntry.Waiting || one.Status == WaitlistEntry.Offered))
            .OrderBy(one => one.Earliest).ToListAsync(stop);
        await work.RollbackAsync();
        return mine;
    }

    /// <summary>Leaves the line. Leaving twice is leaving once.</summary>
    public async Task LeaveAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await work.Model<BookingModel>().WaitlistEntries.Where(one => one.Id == id && (one.Status == WaitlistEntry.Waiting || one.Status == WaitlistEntry.Offered))
            .ExecuteUpdateAsync(one => one.SetProperty(entry => entry.Status, WaitlistEntry.Left), stop);
        await work.CommitAsync(stop);
    }

    private async ValueTask<bool> MayAsync(WaitlistEntry entry, string? key, CancellationToken stop) =>
        entry.UserId is { } account ? visit.Caller.AccountId == account : await keys.OpensAsync(entry.Id, key, stop);
}
