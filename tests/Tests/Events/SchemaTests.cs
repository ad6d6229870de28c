using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Platform.Events;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Events;

/// <summary>
/// What a fact looks like is a promise: to facts of last week that still wait, to processes of the version before, and to whoever listens at the broker.
/// The schemas are committed; what was added is written into the folder by itself, to be committed, and what would break somebody never is.
/// </summary>
public sealed class SchemaTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "Contracts", "Schemas");
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Facts_only_ever_gain_fields()
    {
        var committed = Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "*.json").ToDictionary(file => Path.GetFileNameWithoutExtension(file)!, File.ReadAllText) : [];
        var now = FactCatalogue.All.ToDictionary(fact => fact.Key, fact => FactSchemas.Of(fact.Value).ToJsonString(Indented) + "\n");
        var breaks = committed.Keys.Except(now.Keys).Select(gone => $"{gone} is gone. Facts of that kind may still wait in an outbox: keep the record, say in its summary that nobody tells it any more, and add a new one beside it.")
            .Concat(committed.Where(old => now.ContainsKey(old.Key)).SelectMany(old => Breaks(Parse(old.Value), Parse(now[old.Key])).Select(fault => $"{old.Key}: {fault}"))).ToList();
        breaks.ShouldBeEmpty(string.Join('\n', breaks));

        // The build machine looks at a clean checkout and changes nothing in it.
        if (Environment.GetEnvironmentVariable("CI") == "true") return;
        Directory.CreateDirectory(Folder);
        foreach (var (name, schema) in now.Where(fact => committed.GetValueOrDefault(fact.Key) != fact.Value)) File.WriteAllText(Path.Combine(Folder, $"{name}.json"), schema);
    }

    [Theory]
    [InlineData("""{"properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a"]}""", "")]
    [InlineData("""{"properties":{"b":{"type":"integer"}}}""", "'a' was taken away or renamed. Keep it, and add the new one beside it.")]
    [InlineData("""{"properties":{"a":{"type":"integer"}},"required":["a"]}""", "'a' was \"string\" and is \"integer\" now. Leave it as it is, and add a field of the new type beside it.")]
    [InlineData("""{"properties":{"a":{"type":["string","null"]}},"required":["a"]}""", "'a' was \"string\" and is [\"string\",\"null\"] now. Leave it as it is, and add a field of the new type beside it.")]
    [InlineData("""{"properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a","b"]}""", "'b' is new and has to be there, but facts told before stand without it. Give it a default or make it a property with init.")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", "")]
    public void A_field_that_goes_or_turns_is_noticed(string now, string said)
    {
        var old = Parse("""{"properties":{"a":{"type":"string"}},"required":["a"]}""");
        string.Join('\n', Breaks(old, Parse(now))).ShouldBe(said);
        // The same one level down, in a list, and where one place refers to another.
        foreach (var around in new[] { """{"properties":{"court":X}}""", """{"properties":{"courts":{"items":X}}}""", """{"properties":{"from":X,"court":{"$ref":"#/properties/from"}}}""" })
            Breaks(Parse(around.Replace("X", old.ToJsonString(), StringComparison.Ordinal)), Parse(around.Replace("X", now, StringComparison.Ordinal))).Any().ShouldBe(said.Length > 0, around);
    }

    private static JsonObject Parse(string schema) => JsonNode.Parse(schema)!.AsObject();

    private static IEnumerable<string> Breaks(JsonObject old, JsonObject now) => Breaks(old, now, old, now, "", 0).Distinct();

    private static IEnumerable<string> Breaks(JsonObject old, JsonObject now, JsonObject oldRoot, JsonObject nowRoot, string at, int depth)
    {
        if (depth > 16) yield break;
        (old, now) = (Followed(old, oldRoot), Followed(now, nowRoot));
        foreach (var keyword in new[] { "type", "format", "enum" })
            if (!JsonNode.DeepEquals(old[keyword], now[keyword]) && !(keyword == "enum" && IsLonger(old[keyword], now[keyword])))
                yield return $"'{at}' was {Shown(old[keyword])} and is {Shown(now[keyword])} now. Leave it as it is, and add a field of the new type beside it.";
        if (old["items"] is JsonObject oldItems && now["items"] is JsonObject nowItems)
            foreach (var fault in Breaks(oldItems, nowItems, oldRoot, nowRoot, $"{at}[]", depth + 1)) yield return fault;
        var (before, after) = (old["properties"] as JsonObject ?? [], now["properties"] as JsonObject ?? []);
        foreach (var (name, schema) in before)
        {
            var path = at.Length == 0 ? name : $"{at}.{name}";
            if (after[name] is not JsonObject kept) yield return $"'{path}' was taken away or renamed. Keep it, and add the new one beside it.";
            else if (schema is JsonObject had)
                foreach (var fault in Breaks(had, kept, oldRoot, nowRoot, path, depth + 1)) yield return fault;
        }
        foreach (var name in Required(now).Except(Required(old)).Where(name => !before.ContainsKey(name)))
            yield return $"'{(at.Length == 0 ? name : $"{at}.{name}")}' is new and has to be there, but facts told before stand without it. Give it a default or make it a property with init.";
    }

    private static IEnumerable<string> Required(JsonObject schema) => (schema["required"] as JsonArray ?? []).Select(name => (string)name!);

    private static bool IsLonger(JsonNode? old, JsonNode? now) => old is JsonArray had && now is JsonArray has && had.All(one => has.Any(other => JsonNode.DeepEquals(one, other)));

    private static JsonObject Followed(JsonObject schema, JsonObject root) =>
        schema["$ref"] is { } reference ? ((string)reference!).TrimStart('#', '/').Split('/').Aggregate<string, JsonNode>(root, (node, name) => node is JsonArray list ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : node[name]!).AsObject() : schema;

    private static string Shown(JsonNode? node) => node?.ToJsonString() ?? "nothing";
}
