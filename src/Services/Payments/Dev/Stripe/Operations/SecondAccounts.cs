using System.Globalization;
using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>Accounts as the second version of the interface tells of them: the same accounts, in JSON, with the parts that were asked for.</summary>
internal sealed class SecondAccounts
{
    private const string Knows = "contact_email display_name dashboard identity[country] identity[entity_type] defaults[currency] defaults[responsibilities][fees_collector] defaults[responsibilities][losses_collector] " +
        "configuration[recipient][capabilities][stripe_balance][stripe_transfers][requested] configuration[merchant][capabilities][card_payments][requested] metadata[*] include[]";

    public IEnumerable<StripeOperation> Operations =>
    [
        new("POST", "/v2/core/accounts", Knows, CreateAsync),
        new("GET", "/v2/core/accounts/{id}", "include[] include", async (books, call, stop) => StripeAnswer.Of(Shown(await StripeAccounts.FindAsync(books, call.Id, stop), call))),
    ];

    /// <summary>Times of the second version are text.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static Task<StripeAnswer> CreateAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var said = call.Said;
        var dashboard = said.OneOf("dashboard", "express", "full", "none") ?? "none";
        var account = StripeAccounts.Make(books, said.Text("identity[country]")?.ToUpperInvariant() ?? "US", said.Text("contact_email"));
        account.Body["type"] = "none";
        account.Body["controller"] = new JsonObject
        {
            ["type"] = "application",
            ["is_controller"] = true,
            ["fees"] = new JsonObject { ["payer"] = said.OneOf("defaults[responsibilities][fees_collector]", "application", "stripe") == "application" ? "application" : "account" },
            ["losses"] = new JsonObject { ["payments"] = said.OneOf("defaults[responsibilities][losses_collector]", "application", "stripe") ?? "stripe" },
            ["requirement_collection"] = "stripe",
            ["stripe_dashboard"] = new JsonObject { ["type"] = dashboard },
        };
        if (said.Text("display_name") is { } name) account.Map("business_profile")["name"] = name;
        if (said.Text("defaults[currency]") is { } currency) account.Body["default_currency"] = currency;
        account.Hidden["entity_type"] = said.OneOf("identity[entity_type]", "individual", "company", "non_profit", "government_entity");
        if (said.Flag("configuration[recipient][capabilities][stripe_balance][stripe_transfers][requested]") == true) account.Map("capabilities")["transfers"] = "inactive";
        if (said.Flag("configuration[merchant][capabilities][card_payments][requested]") == true) account.Map("capabilities")["card_payments"] = "inactive";
        said.Merge("metadata", account.Map("metadata"));
        StripeAccounts.Ask(account);
        return Task.FromResult(StripeAnswer.Of(Shown(account, call)));
    }

    private static JsonObject Shown(StripeObject account, StripeCall call)
    {
        var asked = call.Said.Many("include[]").Concat(call.Said.Many("include").SelectMany(all => all.Split(','))).ToHashSet();
        var capabilities = account.Map("capabilities");
        var applied = new JsonArray();
        if (capabilities["transfers"] is not null) applied.Add("recipient");
        if (capabilities["card_payments"] is not null) applied.Add("merchant");
        var shown = new JsonObject
        {
            ["id"] = account.Id,
            ["object"] = "v2.core.account",
            ["applied_configurations"] = applied,
            ["contact_email"] = account.Text("email"),
            ["created"] = Time(DateTimeOffset.FromUnixTimeSeconds(account.Number("created"))),
            ["dashboard"] = account.Body["controller"]?["stripe_dashboard"]?["type"]?.DeepClone(),
            ["livemode"] = false,
            ["metadata"] = account.Body["metadata"]!.DeepClone(),
        };
        if ((string?)account.Body["business_profile"]?["name"] is { } name) shown["display_name"] = name;
        var configuration = new JsonObject();
        if (asked.Contains("configuration.recipient") && capabilities["transfers"] is { } transfers)
            configuration["recipient"] = new JsonObject { ["applied"] = true, ["capabilities"] = new JsonObject { ["stripe_balance"] = new JsonObject { ["stripe_transfers"] = State(transfers) } } };
        if (asked.Contains("configuration.merchant") && capabilities["card_payments"] is { } cards)
            configuration["merchant"] = new JsonObject { ["applied"] = true, ["capabilities"] = new JsonObject { ["card_payments"] = State(cards) } };
        if (asked.Any(one => one.StartsWith("configuration.", StringComparison.Ordinal))) shown["configuration"] = configuration;
        if (asked.Contains("identity")) shown["identity"] = new JsonObject { ["country"] = account.Text("country")?.ToLowerInvariant(), ["entity_type"] = account.Hidden["entity_type"]?.DeepClone() };
        if (asked.Contains("defaults")) shown["defaults"] = new JsonObject { ["currency"] = account.Text("default_currency"), ["responsibilities"] = new JsonObject { ["fees_collector"] = (string?)account.Body["controller"]?["fees"]?["payer"] == "application" ? "application" : "stripe", ["losses_collector"] = account.Body["controller"]?["losses"]?["payments"]?.DeepClone() } };
        if (asked.Contains("requirements"))
        {
            var due = account.Body["requirements"]!["currently_due"]!.AsArray();
            shown["requirements"] = new JsonObject
            {
                ["entries"] = new JsonArray([.. due.Select(one => new JsonObject { ["description"] = one!.DeepClone(), ["awaiting_action_from"] = "user", ["errors"] = new JsonArray(), ["minimum_deadline"] = new JsonObject { ["status"] = "currently_due" } })]),
                ["summary"] = due.Count == 0 ? null : new JsonObject { ["minimum_deadline"] = new JsonObject { ["status"] = "currently_due" } },
            };
        }
        return shown;
    }

    private static JsonObject State(JsonNode capability) =>
        new() { ["requested"] = true, ["status"] = (string?)capability == "active" ? "active" : "restricted", ["status_details"] = new JsonArray() };
}
