using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PadelSaaS.Payments.Stripe;

/// <summary>
/// What is asked of Stripe, as it travels: keys with literal brackets and the index of every place in a list, values percent-encoded, a blank as
/// <c>%20</c>. What is <see langword="null"/> in an options record is left out; a null in a JSON object is sent empty, which unsets the field.
/// </summary>
internal static class StripeForm
{
    /// <summary>How options and replies are written: names in snake_case, nulls left out.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Encode(object? options) => options is null ? "" : Encode(JsonSerializer.SerializeToNode(options, options.GetType(), Json));

    public static string Encode(JsonNode? parameters)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in Pairs(parameters, "")) text.Append(text.Length == 0 ? "" : "&").Append(key).Append('=').Append(Uri.EscapeDataString(value));
        return text.ToString();
    }

    private static IEnumerable<(string Key, string Value)> Pairs(JsonNode? node, string key) => node switch
    {
        JsonObject map => map.SelectMany(member => Pairs(member.Value, key.Length == 0 ? Name(member.Key) : $"{key}[{Name(member.Key)}]")),
        JsonArray list => list.SelectMany((item, at) => Pairs(item, string.Create(CultureInfo.InvariantCulture, $"{key}[{at}]"))),
        JsonValue value => [(key, Text(value))],
        _ => [(key, "")],
    };

    // Metadata keys are ours and plain; whatever else stands in one must not break out of it.
    private static string Name(string name) => Uri.EscapeDataString(name);

    private static string Text(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };
}
