using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>A call as it came.</summary>
/// <param name="Account">On whose account: <see cref="Platform"/> or the one of the header <c>Stripe-Account</c>.</param>
/// <param name="Ids">What stands in the path where the operation has a name in braces, in its order.</param>
/// <param name="Origin">Where the fake was reached, for the pages it sends people to.</param>
internal sealed record StripeCall(string Method, string Path, string Account, Parameters Said, IReadOnlyList<string> Ids, string RequestId, string? IdempotencyKey, string Origin, DateTimeOffset Now)
{
    public const string Platform = "platform";

    public bool IsConnected => Account != Platform;

    public string Id => Ids[0];
}

/// <summary>An answer. A card's no is one, too: what it did stands.</summary>
internal sealed record StripeAnswer(int Status, JsonNode Body)
{
    public static StripeAnswer Of(JsonNode body) => new(200, body);
}

/// <summary>One thing Stripe can be asked.</summary>
/// <param name="Template">Path, with a name in braces where an id stands.</param>
/// <param name="Knows">Keys it knows, parted by blanks.</param>
internal sealed record StripeOperation(string Method, string Template, string Knows, Func<StripeBooks, StripeCall, CancellationToken, Task<StripeAnswer>> Do)
{
    private readonly string[] segments = Template.Split('/');
    private readonly HashSet<string> known = [.. Knows.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    public IReadOnlyCollection<string> Keys => known;

    /// <summary>The ids of the path, if it is this operation's.</summary>
    public IReadOnlyList<string>? Match(string method, string path)
    {
        if (method != Method) return null;
        var asked = path.Split('/');
        if (asked.Length != segments.Length) return null;
        var ids = new List<string>();
        for (var i = 0; i < asked.Length; i++)
        {
            if (segments[i].StartsWith('{')) ids.Add(Uri.UnescapeDataString(asked[i]));
            else if (segments[i] != asked[i]) return null;
        }
        return ids;
    }

    /// <summary>Refuses what Stripe does not document, as it does.</summary>
    public void Check(Parameters said)
    {
        foreach (var key in said.Keys)
        {
            if (known.Contains(key) || key == "expand[]") continue;
            if (key.EndsWith(']') && known.Contains($"{key[..key.LastIndexOf('[')]}[*]")) continue;
            if (key is "payment_method_types[]" or "payment_method_types")
            {
                throw StripeFailure.Invalid("The `payment_method_types` parameter is no longer supported in this API version. Use `automatic_payment_methods` or `allowed_payment_method_types` instead.",
                    "payment_method_types", "payment_method_types_no_longer_supported");
            }
            throw StripeFailure.Invalid($"Received unknown parameter: {key.Replace("[]", "[0]", StringComparison.Ordinal)}", key.Replace("[]", "[0]", StringComparison.Ordinal), "parameter_unknown");
        }
    }
}
