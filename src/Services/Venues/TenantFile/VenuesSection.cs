using System.Text.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Venues.TenantFile;

/// <summary>The venues of a tenant's file. What the file no longer names is taken out of use, never deleted: bookings point to it.</summary>
internal sealed class VenuesSection(UnitOfWork work, TimeProvider clock) : ITenantFileSection
{
    public string Name => "venues";

    public int Order => 20;

    public void Check(JsonNode? section, JsonObject file)
    {
        if (section is not null) VenueEntry.ReadAll(section);
    }

    public async Task ApplyAsync(Guid tenant, JsonNode? section, JsonObject file, CancellationToken stop)
    {
        if (section is null) return;

        var entries = VenueEntry.ReadAll(section);
        var currency = (string?)file["currency"] ?? throw new TenantFileException("currency: venues need one.");
        await work.BeginAsync(stop);
        var model = work.Model<VenuesModel>();
        var venues = await model.WholeAsync(stop);
        for (var i = 0; i < entries.Count; i++)
        {
            var venue = venues.Find(venue => venue.Key == entries[i].Key);
            if (venue is null) model.Add(venue = Venue.New(entries[i].Key, clock.GetUtcNow()));
            else if (!venue.Differs(entries[i], currency, i, clock.GetUtcNow())) continue;
            venue.Take(entries[i], currency, i, clock.GetUtcNow());
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
        return JsonSerializer.SerializeToNode(venues.Where(venue => venue.Active).Select(venue => venue.ToEntry(clock.GetUtcNow())), FileJson.Options);
    }

    private async Task ChangedAsync(Venue venue, CancellationToken stop) =>
        work.Tell(new VenueUpdated(venue.Id, await work.ReviseAsync(venue.Id, stop)));
}
