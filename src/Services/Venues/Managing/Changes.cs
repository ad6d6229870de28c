using System.Text.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.Managing;

/// <summary>One value that changed.</summary>
/// <param name="Path">Where it stands in the tenant's file, such as <c>rules.leadMinutes</c> or <c>prices[Peak].perHour</c>.</param>
internal sealed record Change(string Path, string? Before = null, string? After = null);

/// <summary>What changed between two states of a venue, in the words of the tenant's file.</summary>
internal static class Changes
{
    /// <summary>Every value of the venue by its place.</summary>
    public static IReadOnlyDictionary<string, string> Values(Venue venue, DateTimeOffset now)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(values, "", JsonSerializer.SerializeToNode(venue.ToEntry(now), FileJson.Options)!);
        // A court that is out of use is not in the file.
        foreach (var court in venue.Courts.Where(court => !court.Active)) values[$"courts[{court.Name}].active"] = "false";
        foreach (var court in venue.Courts) values[$"courts[{court.Name}].order"] = $"{court.Position}";
        return values;
    }

    public static string Between(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) => JsonSerializer.Serialize(
        from path in before.Keys.Union(after.Keys)
        let one = before.GetValueOrDefault(path)
        let other = after.GetValueOrDefault(path)
        where one != other
        select new Change(path, one, other), FileJson.Options);

    /// <summary>The things that changed, once each: <c>rules.leadMinutes</c>, or the name of a court or price.</summary>
    public static IReadOnlyList<string> Names(string changes) =>
        [.. Read(changes).Select(change => Name(change.Path)).Distinct()];

    /// <summary>The values that changed, as <see cref="Between"/> wrote them.</summary>
    public static IReadOnlyList<Change> Read(string changes) => JsonSerializer.Deserialize<List<Change>>(changes, FileJson.Options)!;

    private static string Name(string path) => path.IndexOf('[', StringComparison.Ordinal) is >= 0 and var open ? path[(open + 1)..path.LastIndexOf(']')] : path;

    private static void Add(SortedDictionary<string, string> values, string path, JsonNode? node)
    {
        if (node is JsonObject thing)
            foreach (var (name, value) in thing) Add(values, path.Length == 0 ? name : $"{path}.{name}", value);
        else if (node is JsonArray plans && path == "plannedPrices")
            foreach (var item in plans) Add(values, $"{path}[{item!["from"]}]", item);
        else if (node is JsonArray list && list.Count > 0 && list[0] is JsonObject first && first["name"] is not null)
            foreach (var item in list) Add(values, $"{path}[{item!["name"]}]", item);
        else if (node is not null and not JsonArray { Count: 0 })
            values[path] = node.ToJsonString();
    }
}
