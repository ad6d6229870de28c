using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>Accounts of clubs, by the first and the second version of Stripe's interface; what they lack is asked for on the onboarding page.</summary>
internal sealed class StripeAccounts
{
    public const string Application = "ca_development";
    public const string PlatformName = "PadelSaaS";
    private const string Demo = "acct_demo_";

    private const string Common = "email business_type business_profile[name] business_profile[url] business_profile[mcc] business_profile[product_description] default_currency metadata[*] metadata " +
        "capabilities[transfers][requested] capabilities[card_payments][requested] settings[payouts][schedule][interval]";

    public static readonly IReadOnlyList<string> Wanted = ["business_profile.url", "business_type", "external_account", "representative.first_name", "representative.last_name", "tos_acceptance.date", "tos_acceptance.ip"];

    public IEnumerable<StripeOperation> Operations =>
    [
        new("POST", "/v1/accounts", $"type country {Common} controller[stripe_dashboard][type] controller[fees][payer] controller[losses][payments] controller[requirement_collection]", CreateAsync),
        new("GET", "/v1/accounts", Listing.Keys, (books, call, stop) => Listing.ListAsync(books, call, "account", stop)),
        new("GET", "/v1/accounts/{account}", "", async (books, call, stop) => StripeAnswer.Of((await FindAsync(books, call.Id, stop)).Body)),
        new("GET", "/v1/account", "", async (books, call, stop) => StripeAnswer.Of(call.IsConnected ? (await FindAsync(books, call.Account, stop)).Body : PlatformAccount())),
        new("POST", "/v1/accounts/{account}", Common, UpdateAsync),
        new("DELETE", "/v1/accounts/{account}", "", DeleteAsync),
    ];

    public static async Task<StripeObject> FindAsync(StripeBooks books, string id, CancellationToken stop, bool toChange = false) =>
        await DemoAsync(books, id, stop) ?? await books.FindAsync("account", id, StripeCall.Platform, stop, "account", toChange);

    /// <summary>Accounts of demo clubs (<c>acct_demo_…</c>) are there, with nothing lacking, as soon as somebody names them.</summary>
    public static async Task<StripeObject?> DemoAsync(StripeBooks books, string id, CancellationToken stop)
    {
        if (!id.StartsWith(Demo, StringComparison.Ordinal) || await books.TryFindAsync(id, stop) is not null) return null;
        await using (var alone = books.Work.Command("select pg_advisory_xact_lock(hashtextextended($1, 20261028))", id)) await alone.ExecuteNonQueryAsync(stop);
        if (await books.TryFindAsync(id, stop) is not null) return null;
        var account = Make(books, "ES", null, id);
        account.Map("business_profile")["name"] = id[Demo.Length..].Replace('_', ' ');
        account.Map("controller")["stripe_dashboard"] = new JsonObject { ["type"] = "express" };
        foreach (var capability in new[] { "card_payments", "transfers" }) account.Map("capabilities")[capability] = "inactive";
        Complete(books, account);
        return account;
    }

    /// <summary>A club's account that still lacks everything.</summary>
    public static StripeObject Make(StripeBooks books, string country, string? email, string? id = null)
    {
        var account = books.Add("account", StripeCall.Platform, null, new JsonObject
        {
            ["business_profile"] = new JsonObject { ["mcc"] = null, ["name"] = null, ["product_description"] = null, ["support_email"] = null, ["support_phone"] = null, ["support_url"] = null, ["url"] = null },
            ["business_type"] = null,
            ["capabilities"] = new JsonObject(),
            ["charges_enabled"] = false,
            ["controller"] = new JsonObject { ["type"] = "application", ["is_controller"] = true },
            ["country"] = country,
            ["default_currency"] = country switch { "GB" => "gbp", "US" => "usd", "AE" => "aed", "SE" => "sek", "CH" => "chf", _ => "eur" },
            ["details_submitted"] = false,
            ["email"] = email,
            ["external_accounts"] = new JsonObject { ["object"] = "list", ["data"] = new JsonArray(), ["has_more"] = false, ["url"] = "" },
            ["future_requirements"] = Shapes.Requirements(),
            ["metadata"] = new JsonObject(),
            ["payouts_enabled"] = false,
            ["requirements"] = Shapes.Requirements(),
            ["settings"] = new JsonObject { ["payouts"] = new JsonObject { ["debit_negative_balances"] = true, ["schedule"] = new JsonObject { ["delay_days"] = 2, ["interval"] = "daily" }, ["statement_descriptor"] = null } },
            ["tos_acceptance"] = new JsonObject { ["date"] = null, ["ip"] = null, ["user_agent"] = null },
            ["type"] = "express",
        }, id);
        account.Map("external_accounts")["url"] = $"/v1/accounts/{account.Id}/external_accounts";
        Ask(account);
        return account;
    }

    /// <summary>Everything is asked for, or nothing any more; capabilities and what the account may do follow.</summary>
    public static void Ask(StripeObject account)
    {
        var isDone = account.Is("details_submitted");
        var isStopped = (string?)account.Hidden["stopped"];
        var missing = isDone ? isStopped is null ? [] : ["individual.verification.document"] : Wanted;
        var requirements = account.Map("requirements");
        foreach (var name in new[] { "currently_due", "eventually_due", "past_due" }) requirements[name] = new JsonArray([.. missing.Select(one => (JsonNode)one)]);
        requirements["disabled_reason"] = missing.Count > 0 ? isStopped ?? "requirements.past_due" : null;
        var capabilities = account.Map("capabilities");
        foreach (var name in capabilities.Select(one => one.Key).ToList()) capabilities[name] = missing.Count > 0 ? "inactive" : "active";
        account.Body["charges_enabled"] = missing.Count == 0 && (string?)capabilities["card_payments"] == "active";
        account.Body["payouts_enabled"] = missing.Count == 0;
    }

    /// <summary>The club has answered everything on the onboarding page.</summary>
    public static void Complete(StripeBooks books, StripeObject account)
    {
        account.Body["details_submitted"] = true;
        account.Hidden.Remove("stopped");
        account.Map("tos_acceptance")["date"] = books.Now.ToUnixTimeSeconds();
        account.Map("external_accounts")["data"] = new JsonArray(new JsonObject
        {
            ["id"] = $"ba_{account.Id}",
            ["object"] = "bank_account",
            ["account"] = account.Id,
            ["bank_name"] = "STRIPE TEST BANK",
            ["country"] = account.Text("country"),
            ["currency"] = account.Text("default_currency"),
            ["last4"] = "6789",
            ["status"] = "new",
        });
        Ask(account);
        TellUpdated(books, account);
    }

    /// <summary>The club's account is not the platform's, and so are the events about it.</summary>
    public static void TellUpdated(StripeBooks books, StripeObject account)
    {
        books.Tell("account.updated", account.Id, account.Body);
        foreach (var (name, state) in account.Map("capabilities"))
            books.Tell("capability.updated", account.Id, new JsonObject { ["id"] = name, ["object"] = "capability", ["account"] = account.Id, ["requested"] = true, ["status"] = state?.DeepClone() });
    }

    private static Task<StripeAnswer> CreateAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var said = call.Said;
        var hasController = said.Keys.Any(key => key.StartsWith("controller[", StringComparison.Ordinal));
        if (hasController && said.Has("type")) throw StripeFailure.Invalid("You may not provide the `type` parameter and `controller` parameters simultaneously.", "type");
        var country = said.Text("country")?.ToUpperInvariant() ?? "US";
        if (country is "PK" or "IN") throw StripeFailure.Invalid($"{country} is not currently supported by Stripe.", "country");
        var account = Make(books, country, said.Text("email"));
        account.Body["type"] = hasController ? "none" : said.OneOf("type", "express", "standard", "custom") ?? "standard";
        var dashboard = said.OneOf("controller[stripe_dashboard][type]", "express", "full", "none") ?? (said.Text("type") == "express" ? "express" : "full");
        account.Body["controller"] = new JsonObject
        {
            ["type"] = "application",
            ["is_controller"] = true,
            ["fees"] = new JsonObject { ["payer"] = said.OneOf("controller[fees][payer]", "account", "application") ?? "account" },
            ["losses"] = new JsonObject { ["payments"] = said.OneOf("controller[losses][payments]", "application", "stripe") ?? "stripe" },
            ["requirement_collection"] = said.OneOf("controller[requirement_collection]", "application", "stripe") ?? "stripe",
            ["stripe_dashboard"] = new JsonObject { ["type"] = dashboard },
        };
        Say(said, account);
        return Task.FromResult(StripeAnswer.Of(account.Body));
    }

    private static async Task<StripeAnswer> UpdateAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var account = await FindAsync(books, call.Id, stop, toChange: true);
        Say(call.Said, account);
        TellUpdated(books, account);
        return StripeAnswer.Of(account.Body);
    }

    private static async Task<StripeAnswer> DeleteAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var account = await FindAsync(books, call.Id, stop, toChange: true);
        (account.Body["deleted"], account.Body["charges_enabled"], account.Body["payouts_enabled"]) = (true, false, false);
        books.Tell("account.application.deauthorized", account.Id, new JsonObject { ["id"] = Application, ["object"] = "application", ["name"] = PlatformName });
        return StripeAnswer.Of(new JsonObject { ["id"] = account.Id, ["object"] = "account", ["deleted"] = true });
    }

    private static void Say(Parameters said, StripeObject account)
    {
        foreach (var name in new[] { "email", "business_type", "default_currency" })
            if (said.Has(name)) account.Body[name] = said.Text(name);
        foreach (var name in new[] { "name", "url", "mcc", "product_description" })
            if (said.Has($"business_profile[{name}]")) account.Map("business_profile")[name] = said.Text($"business_profile[{name}]");
        foreach (var name in new[] { "transfers", "card_payments" })
        {
            if (said.Flag($"capabilities[{name}][requested]") is not { } requested) continue;
            if (requested) account.Map("capabilities")[name] = "inactive";
            else account.Map("capabilities").Remove(name);
        }
        if (said.OneOf("settings[payouts][schedule][interval]", "manual", "daily", "weekly", "monthly") is { } interval) account.Body["settings"]!["payouts"]!["schedule"]!["interval"] = interval;
        said.Merge("metadata", account.Map("metadata"));
        Ask(account);
    }

    private static JsonObject PlatformAccount() => new()
    {
        ["id"] = "acct_platform",
        ["object"] = "account",
        ["charges_enabled"] = true,
        ["details_submitted"] = true,
        ["email"] = "platform@example.test",
        ["payouts_enabled"] = true,
        ["type"] = "standard",
        ["country"] = "ES",
        ["default_currency"] = "eur",
    };
}
