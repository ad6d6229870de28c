using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>Something in Stripe's books: as it is told, and what only Stripe knows of it.</summary>
/// <param name="about">The object it belongs to, by which it is found.</param>
internal sealed class StripeObject(string id, string kind, string account, string? about, JsonObject body, JsonObject hidden, bool isNew)
{
    private readonly string before = isNew ? "" : body.ToJsonString() + hidden.ToJsonString();

    public string Id { get; } = id;

    public string Kind { get; } = kind;

    public string Account { get; } = account;

    public string? About { get; } = about;

    public JsonObject Body { get; } = body;

    public JsonObject Hidden { get; } = hidden;

    public bool IsNew { get; } = isNew;

    /// <summary>Nobody else changes it in this transaction.</summary>
    public bool IsLocked { get; set; }

    public bool IsChanged => IsNew || before != Body.ToJsonString() + Hidden.ToJsonString();

    public string Status => Text("status") ?? "";

    public long Amount => Number("amount");

    public string Currency => Text("currency") ?? "";

    public string? Text(string name) => (string?)Body[name];

    public long Number(string name) => (long?)Body[name] ?? 0;

    public bool Is(string name) => (bool?)Body[name] ?? false;

    public JsonObject Map(string name) => Body[name] as JsonObject ?? throw new InvalidOperationException($"{Kind} {Id} has no {name}.");
}
