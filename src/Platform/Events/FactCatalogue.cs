using System.Text.Json;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Data;

namespace PadelSaaS.Platform.Events;

/// <summary>Every fact of Contracts with its wire name and topic.</summary>
public static class FactCatalogue
{
    /// <summary>How facts are written: camelCase, as in the API.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, Type> ByEventType = typeof(IFact).Assembly.GetTypes()
        .Where(type => type is { IsInterface: false, IsAbstract: false } && type.IsAssignableTo(typeof(IFact)))
        .ToDictionary(EventType);

    /// <summary>All facts by event type.</summary>
    public static IReadOnlyDictionary<string, Type> All => ByEventType;

    /// <summary>Wire name of a fact: <c>BOOKING_CONFIRMED</c>.</summary>
    public static string EventType(Type fact) => Words.Screaming(fact.Name);

    /// <summary>Topic of a fact: <c>booking.events</c>, from the folder of Contracts it lies in. Identity's facts are told on <c>user.events</c>, as the customer named it.</summary>
    public static string Topic(Type fact)
    {
        var service = fact.Namespace!.Split('.')[^1].ToLowerInvariant();
        return (service switch { "identity" => "user", "payments" => "payment", "notifications" => "notification", "venues" => "venue", "players" => "player", "tenants" => "tenant", _ => service }) + ".events";
    }

    /// <summary>The fact's payload as stored and sent.</summary>
    public static string Write(IFact fact) => JsonSerializer.Serialize(fact, fact.GetType(), Json);

    /// <summary>The fact a payload holds; <see langword="null"/> for an event type this version does not know.</summary>
    public static IFact? Read(string eventType, string payload) =>
        ByEventType.TryGetValue(eventType, out var type) ? (IFact?)JsonSerializer.Deserialize(payload, type, Json) : null;
}
