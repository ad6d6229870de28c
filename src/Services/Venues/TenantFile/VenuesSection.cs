using System.Text.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Venues.TenantFile;

/// <summary>The venues of a tenant's file. What the file no longer names is taken out of use, never deleted: bookings point to it.</summary>
internal sealed class VenuesSection(UnitOfWork work, FilePhotos photos, TimeProvider clock) : ITenantFileSection
{
    public string Name => "venues";

    public int Order => 20;

    public void Check(JsonNode? section, JsonObject file)
    {
        if (section is not null) FilePhotos.Check(VenueEntry.ReadAll(section), (string?)file["defaultLanguage"] ?? "en");
    }

    public async Task ApplyAsync(Guid tenant, JsonNode? section, JsonObject file, CancellationToken stop)
    {
        if (section is null) return;

        var entries = VenueEntry.ReadAll(section);
        var currency = (string?)file["currency"] ?? throw new TenantFileException("currency: venues need one.");
        var wanted = await PhotosAsync(entries, stop);
        await work.BeginAsync(stop);
        var model = work.Model<VenuesModel>();
        var venues = await model.WholeAsync(stop);
        for (var i = 0; i < entries.Count; i++)
        {
            var venue = venues.Find(venue => venue.Key == entries[i].Key);
            if (venue is null) model.Add(venue = Venue.New(entries[i].Key, clock.GetUtcNow()));
            else if (!venue.Differs(entries[i], currency, i, clock.GetUtcNow()))
            {
                if (photos.Take(venue, wanted[i])) await ChangedAsync(venue, stop);
                continue;
            }
            venue.Take(entries[i], currency, i, clock.GetUtcNow());
            photos.Take(venue, wanted[i]);
            await ChangedAsync(venue, stop);
        }
        foreach (var venue in venues.Where(venue => venue.Active && entries.All(entry => entry.Key != venue.Key)))
        {
            (venue.Active, venue.UpdatedAt) = (false, clock.GetUtcNow());
            await ChangedAsync(venue, stop);
        }
        await work.CommitAsync(stop);
    }

    public async Task<JsonNode?> ExportAsync(Guid tenant, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var venues = await work.Model<VenuesModel>().WholeAsync(stop);
        return JsonSerializer.SerializeToNode(venues.Where(venue => venue.Active).Select(venue => venue.ToEntry(clock.GetUtcNow()) with { Photos = FilePhotos.Entries(venue) }), FileJson.Options);
    }

    // Made before anything is written: a picture that is none stops the file.
    private async Task<IReadOnlyList<IReadOnlyList<WantedPhoto>>> PhotosAsync(IReadOnlyList<VenueEntry> entries, CancellationToken stop)
    {
        if (entries.All(entry => entry.Photos is not { Count: > 0 })) return [.. entries.Select(_ => Array.Empty<WantedPhoto>())];
        await work.BeginAsync(stop);
        var venues = await work.Model<VenuesModel>().WholeAsync(stop);
        await work.RollbackAsync();
        var wanted = new List<IReadOnlyList<WantedPhoto>>();
        for (var i = 0; i < entries.Count; i++)
        {
            var rows = venues.Find(venue => venue.Key == entries[i].Key)?.Photos ?? [];
            wanted.Add(await photos.PrepareAsync(entries[i], checksum => rows.Find(row => row.Checksum == checksum), $"venues[{i}]", stop));
        }
        return wanted;
    }

    private async Task ChangedAsync(Venue venue, CancellationToken stop) =>
        work.Tell(new VenueUpdated(venue.Id, await work.ReviseAsync(venue.Id, stop)));
}
