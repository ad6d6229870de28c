using Npgsql;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Venues.Photos;

/// <summary>A club's photos from memory, also of venues that are not published. All are one entry: an id nobody has costs no query.</summary>
internal sealed class KnownPhotos(Cached cached, OneTrip trip, CurrentTenant current, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The checksum of a photo that is kept in this width.</summary>
    public async ValueTask<string?> FindAsync(Guid photo, int width) => (await AllAsync()).TryGetValue(photo, out var known) && known.Widths.Contains(width) ? known.Checksum : null;

    private ValueTask<Dictionary<Guid, (string Checksum, int[] Widths)>> AllAsync() => cached.GetAsync(current.Info.Id, "photos", [KnownVenues.Tag], async () =>
    {
        var all = await trip.RunAsync(batch => batch.BatchCommands.Add(new NpgsqlBatchCommand("select id, checksum, widths from venue_photos")), async rows =>
        {
            var found = new Dictionary<Guid, (string, int[])>();
            while (await rows.ReadAsync()) found.Add(rows.GetGuid(0), (rows.GetString(1), rows.GetFieldValue<int[]>(2)));
            return found;
        });
        return (all, clock.GetUtcNow() + Longest);
    });
}
