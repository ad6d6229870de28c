using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>Addresses that merchants want events at. The secret is told once, at the beginning.</summary>
internal sealed class WebhookEndpoints
{
    public IEnumerable<StripeOperation> Operations =>
    [
        new("POST", "/v1/webhook_endpoints", "url enabled_events[] connect api_version description metadata[*]", Create),
        new("GET", "/v1/webhook_endpoints", Listing.Keys, (books, call, stop) => Listing.ListAsync(books, call, "webhook_endpoint", stop)),
        new("GET", "/v1/webhook_endpoints/{webhook_endpoint}", "", async (books, call, stop) => StripeAnswer.Of((await FindAsync(books, call, stop)).Body)),
        new("POST", "/v1/webhook_endpoints/{webhook_endpoint}", "url enabled_events[] disabled description metadata[*]", UpdateAsync),
        new("DELETE", "/v1/webhook_endpoints/{webhook_endpoint}", "", DeleteAsync),
    ];

    private static Task<StripeAnswer> Create(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        if (call.Said.Text("api_version") is { } version && version != StripeBooks.ApiVersion) throw StripeFailure.Invalid($"This Stripe speaks only {StripeBooks.ApiVersion}.", "api_version");
        if (call.Said.Many("enabled_events[]").Count == 0) throw StripeFailure.Missing("enabled_events");
        var endpoint = books.Add("webhook_endpoint", call.Account, null, new JsonObject
        {
            ["api_version"] = StripeBooks.ApiVersion,
            ["application"] = null,
            ["description"] = null,
            ["enabled_events"] = new JsonArray(),
            ["metadata"] = new JsonObject(),
            ["status"] = "enabled",
            ["url"] = call.Said.Required("url"),
        });
        endpoint.Hidden["secret"] = StripeIds.New("whsec", 32);
        endpoint.Hidden["connect"] = call.Said.Flag("connect") ?? false;
        Say(call.Said, endpoint);
        var told = endpoint.Body.DeepClone();
        told["secret"] = endpoint.Hidden["secret"]!.DeepClone();
        return Task.FromResult(StripeAnswer.Of(told));
    }

    private static async Task<StripeAnswer> UpdateAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var endpoint = await FindAsync(books, call, stop);
        if (call.Said.Flag("disabled") is { } disabled) endpoint.Body["status"] = disabled ? "disabled" : "enabled";
        Say(call.Said, endpoint);
        return StripeAnswer.Of(endpoint.Body);
    }

    private static async Task<StripeAnswer> DeleteAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var endpoint = await FindAsync(books, call, stop);
        endpoint.Body["status"] = "disabled";
        endpoint.Body["deleted"] = true;
        return StripeAnswer.Of(new JsonObject { ["id"] = endpoint.Id, ["object"] = "webhook_endpoint", ["deleted"] = true });
    }

    private static void Say(Parameters said, StripeObject endpoint)
    {
        if (said.Text("url") is { } url)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var whole) || whole.Scheme is not ("http" or "https")) throw StripeFailure.Invalid("Invalid URL: an explicit scheme (such as https) must be provided.", "url", "url_invalid");
            endpoint.Body["url"] = url;
        }
        if (said.Many("enabled_events[]") is { Count: > 0 } events) endpoint.Body["enabled_events"] = new JsonArray([.. events.Select(one => (JsonNode)one)]);
        if (said.Has("description")) endpoint.Body["description"] = said.Text("description");
        said.Merge("metadata", endpoint.Map("metadata"));
    }

    private static Task<StripeObject> FindAsync(StripeBooks books, StripeCall call, CancellationToken stop) =>
        books.FindAsync("webhook_endpoint", call.Id, call.Account, stop, "webhook_endpoint", toChange: true);
}
