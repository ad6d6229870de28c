using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Players.TenantFile;

/// <summary>The property <c>groups</c> of a tenant's file: the club's groups in its order. One that the file no longer names is gone.</summary>
internal sealed class GroupsSection(UnitOfWork work) : ITenantFileSection
{
    public string Name => "groups";

    public int Order => 12;

    internal sealed record Entry(string Key, IReadOnlyDictionary<string, string> Name, int? DiscountBasisPoints, int? HorizonDays);

    public void Check(JsonNode? section, JsonObject file) => Read(section);

    public async Task ApplyAsync(Guid tenant, JsonNode? section, JsonObject file, CancellationToken stop)
    {
        if (section is null) return;

        var entries = Read(section);
        await work.BeginAsync(stop);
        var model = work.Model<PlayersModel>();
        var known = await model.CustomerGroups.ToListAsync(stop);
        for (var i = 0; i < entries.Count; i++)
        {
            var group = known.Find(group => group.Key == entries[i].Key);
            if (group is null) model.Add(group = new CustomerGroup { Key = entries[i].Key, Name = "{}" });
            var names = Names(entries[i].Name);
            // The database writes JSON its own way: only another meaning is a change.
            if (!JsonNode.DeepEquals(JsonNode.Parse(group.Name), JsonNode.Parse(names))) group.Name = names;
            (group.Position, group.DiscountBasisPoints, group.HorizonDays) = (i, entries[i].DiscountBasisPoints ?? 0, entries[i].HorizonDays);
        }
        model.RemoveRange(known.Where(group => entries.All(entry => entry.Key != group.Key)));
        if (model.ChangeTracker.HasChanges()) work.Tell(new CustomerGroupsChanged(tenant));
        await work.CommitAsync(stop);
    }

    public async Task<JsonNode?> ExportAsync(Guid tenant, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var groups = await work.Model<PlayersModel>().CustomerGroups.AsNoTracking().OrderBy(group => group.Position).ThenBy(group => group.Key).ToListAsync(stop);
        await work.RollbackAsync();
        return groups.Count == 0 ? null : new JsonArray([.. groups.Select(Write)]);
    }

    /// <summary>The groups of the section, none twice.</summary>
    public static List<Entry> Read(JsonNode? section)
    {
        List<Entry> entries;
        try
        {
            entries = section.Deserialize<List<Entry>>(JsonSerializerOptions.Web) ?? [];
        }
        catch (JsonException malformed)
        {
            throw new TenantFileException($"groups: {malformed.Message}");
        }
        foreach (var entry in entries)
        {
            if (string.IsNullOrEmpty(entry.Key) || entry.Name is not { Count: > 0 }) throw new TenantFileException("groups: every group needs a 'key' and a 'name' by language.");
            if (entry.DiscountBasisPoints is < 0 or > 10_000) throw new TenantFileException($"groups: '{entry.Key}' has a discount outside 0 to 10000 basis points.");
            if (entry.HorizonDays is < 0 or > 730) throw new TenantFileException($"groups: '{entry.Key}' has a horizon outside 0 to 730 days.");
        }
        var twice = entries.GroupBy(entry => entry.Key).FirstOrDefault(same => same.Count() > 1);
        return twice is null ? entries : throw new TenantFileException($"groups: '{twice.Key}' stands there twice.");
    }

    private static string Names(IReadOnlyDictionary<string, string> names) => JsonSerializer.Serialize(names);

    private static JsonObject Write(CustomerGroup group)
    {
        var entry = new JsonObject { ["key"] = group.Key, ["name"] = JsonNode.Parse(group.Name) };
        if (group.DiscountBasisPoints > 0) entry["discountBasisPoints"] = group.DiscountBasisPoints;
        if (group.HorizonDays is { } days) entry["horizonDays"] = days;
        return entry;
    }
}
