using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Web.Portal.Developers;

/// <summary>Somebody who builds on the platform looks up what it tells: every kind of event with its topic and fields, and its schema to check against.</summary>
internal static class ShowEvents
{
    public const string Path = "/developers/events";

    public static void Map(Doors doors)
    {
        doors.Portal.MapGet(Path, () => new RazorComponentResult<EventsPage>(new { Topics = Topics.Value }));
        doors.Portal.MapGet(Path + "/{type}.json", IResult (string type, HttpContext http) =>
        {
            if (!FactCatalogue.All.TryGetValue(type, out var fact)) return Refusal.NotFound("This event");
            http.Response.Headers.CacheControl = "public, max-age=300";
            return Results.Text(FactSchemas.Of(fact).ToJsonString(), "application/schema+json");
        });
    }

    // What a process tells does not change while it runs.
    private static readonly Lazy<IReadOnlyList<TopicCard>> Topics = new(() =>
        [.. FactCatalogue.All.GroupBy(fact => FactCatalogue.Topic(fact.Value)).OrderBy(topic => topic.Key, StringComparer.Ordinal)
            .Select(topic => new TopicCard(topic.Key, [.. topic.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => Card(fact.Key, fact.Value))]))]);

    private static EventCard Card(string name, Type fact)
    {
        var schema = FactSchemas.Of(fact);
        var required = (schema["required"] as JsonArray ?? []).Select(one => (string)one!).ToHashSet();
        return new EventCard(name, FactSchemas.Summary(fact), [.. (schema["properties"] as JsonObject ?? []).Select(field => new FieldLine(field.Key, TypeOf(field.Value!, schema), required.Contains(field.Key), FactSchemas.Summary(fact, field.Key)))]);
    }

    private static string TypeOf(JsonNode field, JsonObject root)
    {
        if (field is not JsonObject schema) return "any";
        if (schema["$ref"] is { } reference) return TypeOf(((string)reference!).TrimStart('#', '/').Split('/').Aggregate<string, JsonNode>(root, (node, part) => node[part]!), root);
        var type = schema["type"] switch { JsonArray several => string.Join(" | ", several.Select(one => (string)one!)), JsonValue one => (string)one!, _ => schema["enum"] is null ? "any" : "string" };
        return schema["format"] is { } format ? $"{type} ({format})" : type;
    }
}

/// <summary>A topic and what is told on it.</summary>
public sealed record TopicCard(string Name, IReadOnlyList<EventCard> Events);

/// <summary>A kind of event.</summary>
/// <param name="Summary">What it means, in the words of the code.</param>
public sealed record EventCard(string Name, string Summary, IReadOnlyList<FieldLine> Fields);

/// <summary>A field of a payload.</summary>
public sealed record FieldLine(string Name, string Type, bool IsRequired, string Summary);
