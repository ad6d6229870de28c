using System.Text.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments.Settings;

/// <summary>What a club agreed with a provider. What is secret lies sealed, and nobody is shown it again.</summary>
internal sealed class ProviderAccount
{
    /// <summary>The club can take money this way.</summary>
    public const string Ready = "ready";

    /// <summary>Something is missing: it is not offered to anybody.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>Where the secrets lie.</summary>
    public static readonly SealedColumn SecretsColumn = new("provider_accounts", "secrets", "provider_accounts.secrets");

    public Guid Id { get; init; }

    public string Provider { get; init; } = "";

    public string State { get; set; } = Incomplete;

    /// <summary>What anybody who manages the club may read: a JSON object.</summary>
    public string Public { get; set; } = "{}";

    /// <summary>What nobody is shown: a JSON object of texts.</summary>
    public string? Secrets { get; set; }

    /// <summary>When each secret was set, by its name.</summary>
    public string SecretsAt { get; set; } = "{}";

    public DateTimeOffset UpdatedAt { get; set; }

    public bool IsReady => State == Ready;

    /// <summary>Everything together, as the adapter reads it.</summary>
    public T Read<T>()
    {
        var all = Parse(Public);
        foreach (var (name, value) in Parse(Secrets ?? "{}")) all[name] = value?.DeepClone();
        return all.Deserialize<T>(JsonSerializerOptions.Web)!;
    }

    /// <summary>Replaces what is public.</summary>
    public void Write<T>(T value, DateTimeOffset now) => (Public, UpdatedAt) = (JsonSerializer.Serialize(value, JsonSerializerOptions.Web), now);

    /// <summary>A public text by its name.</summary>
    public string? this[string name] => Parse(Public)[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>When a secret was set; <see langword="null"/> while it was not.</summary>
    public DateTimeOffset? SetAt(string secret) => Parse(SecretsAt)[secret]?.GetValue<DateTimeOffset>();

    /// <summary>Sets a public text.</summary>
    /// <returns>False when it was that before.</returns>
    public bool Set(string name, string value)
    {
        if ((this[name] ?? "") == value) return false;
        var all = Parse(Public);
        all[name] = value;
        Public = all.ToJsonString();
        return true;
    }

    /// <summary>Sets a secret.</summary>
    public void SetSecret(string name, string value, DateTimeOffset now)
    {
        var (all, at) = (Parse(Secrets ?? "{}"), Parse(SecretsAt));
        (all[name], at[name]) = (value, now);
        (Secrets, SecretsAt) = (all.ToJsonString(), at.ToJsonString());
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
