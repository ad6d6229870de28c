using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Draws;

/// <summary>A draw as somebody looks at it.</summary>
/// <param name="Entries">All that were ever made, by number.</param>
/// <param name="Mine">The caller's own, if it was not withdrawn.</param>
public sealed record FoundDraw(Draw Draw, VenueCard Venue, IReadOnlyList<DrawEntry> Entries, DrawEntry? Mine)
{
    /// <summary>Entries that take part.</summary>
    public int Count => Entries.Count(entry => entry.Status != DrawEntry.Withdrawn);

    /// <summary>What is held for the caller, while it is.</summary>
    public DrawEntry? Offer(DateTimeOffset now) => Mine is { Status: DrawEntry.Won } won && won.ExpiresAt > now ? won : null;
}

/// <summary>
/// Reads draws for whoever looks; only the own entry is seen by name. The first look at a draw that can be entered writes its row with a seed
/// that is chosen there and then: what is shown of it was fixed before anybody entered.
/// </summary>
internal sealed class FindingDraws(UnitOfWork work, IVenues venues, Sealed seals, Visit visit, TimeProvider clock)
{
    public const string SealedSeed = "draws.seed_sealed";
    private const int Most = 60;
    private static readonly TimeSpan Shown = TimeSpan.FromDays(14);

    private const string OpenSql = """
        insert into draws (id, venue_id, local_date, from_minute, to_minute, starts_at, ends_at, draw_at, confirm_minutes, opened_at, commitment, seed_sealed)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (venue_id, local_date, from_minute, to_minute) where called_off_at is null do nothing
        """;

    /// <summary>The draws of a venue that are open, and those of the last two weeks.</summary>
    public async Task<IReadOnlyList<FoundDraw>> ListAsync(VenueCard venue, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        var model = work.Model<BookingModel>();
        var known = await model.Draws.AsNoTracking().Where(draw => draw.VenueId == venue.Id && draw.EndsAt > now - Shown).OrderBy(draw => draw.StartsAt).Take(Most).ToListAsync(stop);
        var missing = DrawTimes.Open(venue, now).Where(span => !known.Exists(draw => draw.CalledOffAt is null && draw.LocalDate == span.Date.ToDateOnly() && draw.FromMinute == span.FromMinute && draw.ToMinute == span.ToMinute)).ToList();
        foreach (var span in missing) await OpenAsync(venue, span, now, stop);
        if (missing.Count > 0) known = await model.Draws.AsNoTracking().Where(draw => draw.VenueId == venue.Id && draw.EndsAt > now - Shown).OrderBy(draw => draw.StartsAt).Take(Most).ToListAsync(stop);
        var entries = await EntriesAsync(known, stop);
        await work.CommitAsync(stop);
        return known.ConvertAll(draw => Found(draw, venue, [.. entries[draw.Id]]));
    }

    public async Task<FoundDraw?> ReadAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<BookingModel>();
        var draw = await model.Draws.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        var entries = draw is null ? [] : await model.DrawEntries.AsNoTracking().Where(entry => entry.DrawId == id).OrderBy(entry => entry.Number).ToListAsync(stop);
        await work.RollbackAsync();
        return draw is not null && await venues.FindAsync(draw.VenueId, stop) is { } venue ? Found(draw, venue, entries) : null;
    }

    /// <summary>The draws with times ahead that the caller has entered and not left, the next times first.</summary>
    public async Task<IReadOnlyList<FoundDraw>> MineAsync(CancellationToken stop)
    {
        if (visit.Caller.AccountId is not { } account) return [];
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        var model = work.Model<BookingModel>();
        var known = await model.Draws.AsNoTracking().Where(draw => draw.EndsAt > now && model.DrawEntries.Any(entry => entry.DrawId == draw.Id && entry.UserId == account && entry.Status != DrawEntry.Withdrawn))
            .OrderBy(draw => draw.StartsAt).Take(Most).ToListAsync(stop);
        var entries = await EntriesAsync(known, stop);
        await work.RollbackAsync();
        var found = new List<FoundDraw>();
        foreach (var draw in known)
            if (await venues.FindAsync(draw.VenueId, stop) is { } venue) found.Add(Found(draw, venue, [.. entries[draw.Id]]));
        return found;
    }

    /// <summary>The draw of an entry of the caller's own.</summary>
    public async Task<FoundDraw?> OfEntryAsync(Guid entryId, CancellationToken stop)
    {
        if (visit.Caller.AccountId is not { } account) return null;
        await work.BeginAsync(stop);
        var drawId = await work.Model<BookingModel>().DrawEntries.Where(entry => entry.Id == entryId && entry.UserId == account).Select(entry => (Guid?)entry.DrawId).FirstOrDefaultAsync(stop);
        await work.RollbackAsync();
        return drawId is { } id && await ReadAsync(id, stop) is { } found && (found.Mine?.Id == entryId || found.Entries.Any(entry => entry.Id == entryId && entry.Status == DrawEntry.Withdrawn)) ? found : null;
    }

    private async Task<ILookup<Guid, DrawEntry>> EntriesAsync(List<Draw> draws, CancellationToken stop)
    {
        var ids = draws.ConvertAll(draw => draw.Id);
        return ids.Count == 0 ? Enumerable.Empty<DrawEntry>().ToLookup(entry => entry.DrawId)
            : (await work.Model<BookingModel>().DrawEntries.AsNoTracking().Where(entry => ids.Contains(entry.DrawId)).OrderBy(entry => entry.Number).ToListAsync(stop)).ToLookup(entry => entry.DrawId);
    }

    private async Task OpenAsync(VenueCard venue, DrawSpan span, DateTimeOffset now, CancellationToken stop)
    {
        var (id, seed) = (Guid.CreateVersion7(now), DrawOrder.NewSeed());
        await using var open = work.Command(OpenSql, id, venue.Id, span.Date.ToDateOnly(), span.FromMinute, span.ToMinute, span.Start, span.End, span.DrawAt,
            venue.Rules.Policy.Draw!.ConfirmMinutes, now, DrawOrder.Commitment(seed), seals.Seal(SealedSeed, id, seed));
        if (await open.ExecuteNonQueryAsync(stop) == 1) work.RingAt(span.DrawAt, HoldDraw.Name, id.ToString());
    }

    private FoundDraw Found(Draw draw, VenueCard venue, IReadOnlyList<DrawEntry> entries) =>
        new(draw, venue, entries, visit.Caller.AccountId is { } account ? entries.FirstOrDefault(entry => entry.UserId == account && entry.Status != DrawEntry.Withdrawn) : null);
}
