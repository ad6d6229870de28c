using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Venues.Managing;

/// <summary>A venue with the revision it was read at and what was done to it lately, newest first.</summary>
internal sealed record Found(Venue Venue, long Revision, IReadOnlyList<HistoryRow> History, DateTimeOffset At)
{
    /// <summary>The date of the venue's clocks.</summary>
    public DateOnly Today => Venue.Today(At);
}

/// <summary>How a change went: saved, refused by rules, or refused as a whole.</summary>
internal sealed record Edited(Found? Found, Faults Faults, Refusal? Refusal)
{
    public bool IsSaved => Found is not null;
}

/// <summary>
/// Changes venues, one at a time: the venue's revision is locked, has to be the one the person saw, and rises with the change. So two
/// people never write over each other without knowing.
/// </summary>
internal sealed class Editor(UnitOfWork work, Readiness readiness, PlanRoom room, Visit visit, TimeProvider clock)
{
    private const int HistoryShown = 20;

    /// <summary>The venue with this key or id.</summary>
    public async Task<Found?> FindAsync(string venue, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var found = await LockAsync(venue, "", stop) is { } locked ? await ReadAsync(locked.Id, locked.Revision, stop) : null;
        await work.RollbackAsync();
        return found;
    }

    /// <summary>Changes a venue in one transaction, or nothing at all.</summary>
    /// <param name="seen">Revision the person decided by; none for what stands by itself, such as a date, where the last word counts.</param>
    /// <param name="change">Changes the venue, or notes why not.</param>
    public async Task<Edited> ChangeAsync(string venue, long? seen, string act, Func<Venue, Faults, ValueTask> change, CancellationToken stop)
    {
        var faults = new Faults();
        await work.BeginAsync(stop);
        if (await LockAsync(venue, "for update of revisions", stop) is not { } locked) return await RefuseAsync(faults, Refusals.NoVenue);

        // Whoever is taking a court has done so or waits: what is read of bookings from here on stays true until the change is saved.
        await using (var alone = work.Command(RulesLock.ToChange, locked.Id.ToString())) await alone.ExecuteNonQueryAsync(stop);
        var found = await ReadAsync(locked.Id, locked.Revision, stop);
        if (seen is not null && locked.Revision != seen) return await RefuseAsync(faults, Refusals.ChangedMeanwhile(found));

        var (before, courts) = (Changes.Values(found.Venue, found.At), found.Venue.Courts.Count(court => court.Active));
        await change(found.Venue, faults);
        if (faults.None) await room.CheckCourtsAsync(found.Venue, courts, faults, stop);
        if (faults.None && found.Venue.Active) await readiness.CheckAsync(found.Venue, act, faults, stop);
        if (!faults.None) return await RefuseAsync(faults, null);

        var model = work.Model<VenuesModel>();
        if (!model.ChangeTracker.HasChanges())
        {
            await work.RollbackAsync();
            return new Edited(found, faults, null);
        }
        found.Venue.UpdatedAt = clock.GetUtcNow();
        var revision = await NoteAsync(found.Venue, act, Changes.Between(before, Changes.Values(found.Venue, found.At)), stop);
        await work.CommitAsync(stop);
        return new Edited(found with { Revision = revision }, faults, null);
    }

    /// <summary>Raises the revision, tells the change and writes it into the history, in the present transaction.</summary>
    public async Task<long> NoteAsync(Venue venue, string act, string changes, CancellationToken stop)
    {
        var revision = await work.ReviseAsync(venue.Id, stop);
        work.Tell(new VenueUpdated(venue.Id, revision));
        var now = clock.GetUtcNow();
        work.Model<VenuesModel>().Add(new HistoryRow
        {
            Id = Guid.CreateVersion7(now),
            VenueId = venue.Id,
            Revision = revision,
            At = now,
            Act = act,
            ActorId = visit.Caller.AccountId,
            Actor = visit.Caller.Name,
            Changes = changes,
        });
        work.Audit(new Act($"venue.{act}", "venue", $"{venue.Id}", venue.Name) { Changes = [.. Managing.Changes.Read(changes).Select(change => new Changed(change.Path, change.Before, change.After))] });
        return revision;
    }

    private async Task<(Guid Id, long Revision)?> LockAsync(string venue, string how, CancellationToken stop)
    {
        await using var command = work.Command($"select id, revision from venues join revisions on subject = id where key = $1 or id::text = $1 {how}", venue);
        await using var rows = await command.ExecuteReaderAsync(stop);
        return await rows.ReadAsync(stop) ? (rows.GetGuid(0), rows.GetInt64(1)) : null;
    }

    private async Task<Found> ReadAsync(Guid id, long revision, CancellationToken stop)
    {
        var model = work.Model<VenuesModel>();
        var venue = await model.Whole.SingleAsync(row => row.Id == id, stop);
        var history = await model.History.AsNoTracking().Where(row => row.VenueId == id).OrderByDescending(row => row.Revision).Take(HistoryShown).ToListAsync(stop);
        return new Found(venue, revision, history, clock.GetUtcNow());
    }

    private async Task<Edited> RefuseAsync(Faults faults, Refusal? refusal)
    {
        await work.RollbackAsync();
        return new Edited(null, faults, refusal);
    }
}
