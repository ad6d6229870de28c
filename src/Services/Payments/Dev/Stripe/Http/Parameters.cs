using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>
/// What a call says, by its keys as they stand on the wire; the number of an array's place is left out: <c>expand[0]</c> and <c>expand[]</c> are both
/// <c>expand[]</c>. An empty value unsets.
/// </summary>
internal sealed partial class Parameters(IReadOnlyList<KeyValuePair<string, string>> pairs)
{
    private readonly ILookup<string, string> values = pairs.ToLookup(pair => pair.Key, pair => pair.Value);

    public IEnumerable<string> Keys => values.Select(value => value.Key);

    public static Parameters Empty { get; } = new([]);

    /// <summary>Reads a form or a query: literal or encoded brackets, <c>+</c> and <c>%20</c>.</summary>
    public static Parameters OfForm(string text) => new(
    [
        .. from part in text.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
           let pair = part.Split('=', 2)
           select KeyValuePair.Create(Places().Replace(Decoded(pair[0]), "[]"), pair.Length == 2 ? Decoded(pair[1]) : ""),
    ]);

    /// <summary>Reads a JSON body into the same keys.</summary>
    public static Parameters OfJson(string text)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        JsonNode? body;
        try
        {
            body = text.Length == 0 ? new JsonObject() : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw StripeFailure.Invalid("Invalid request: the body is not JSON.");
        }
        if (body is not JsonObject root) throw StripeFailure.Invalid("Invalid request: the body is not a JSON object.");
        foreach (var (name, value) in root) Flatten(name, value, pairs);
        return new Parameters(pairs);
    }

    public bool Has(string key) => values.Contains(key);

    /// <summary>The value; <see langword="null"/> when it is not there or empty.</summary>
    public string? Text(string key) => values[key].LastOrDefault() is { Length: > 0 } value ? value : null;

    public string Required(string key) => Text(key) ?? throw (Has(key) ? StripeFailure.Invalid($"You passed an empty string for '{key}'.", key, "parameter_invalid_empty") : StripeFailure.Missing(key));

    public IReadOnlyList<string> Many(string key) => [.. values[key]];

    public long? Number(string key)
    {
        if (Text(key) is not { } text) return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw StripeFailure.Invalid($"Invalid integer: {text}", key, "parameter_invalid_integer");
    }

    /// <summary>An amount of money: an integer, at least one.</summary>
    public long? Amount(string key)
    {
        if (Number(key) is not { } amount) return null;
        return amount > 0 ? amount : throw StripeFailure.Invalid("This value must be greater than or equal to 1.", key, "parameter_invalid_integer");
    }

    public bool? Flag(string key) => Text(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var other => throw StripeFailure.Invalid($"Invalid boolean: {other}", key),
    };

    public string? OneOf(string key, params ReadOnlySpan<string> allowed)
    {
        if (Text(key) is not { } text) return null;
        return allowed.Contains(text) ? text : throw StripeFailure.Invalid($"Invalid {key}: must be one of {string.Join(", ", allowed)}", key);
    }

    /// <summary>Puts what the call says into a map such as <c>metadata</c>; an empty value takes its key out.</summary>
    public void Merge(string name, JsonObject into)
    {
        if (Has(name) && Text(name) is null) into.Clear();
        foreach (var group in values)
        {
            if (!group.Key.StartsWith($"{name}[", StringComparison.Ordinal)) continue;
            var key = group.Key[(name.Length + 1)..^1];
            if (group.Last().Length == 0) into.Remove(key);
            else into[key] = group.Last();
        }
    }

    /// <summary>The same in an order of its own, to compare two calls by.</summary>
    public string Canonical() => string.Join('&', values.OrderBy(value => value.Key, StringComparer.Ordinal).SelectMany(value => value.Select(one => $"{Uri.EscapeDataString(value.Key)}={Uri.EscapeDataString(one)}")));

    private static void Flatten(string key, JsonNode? value, List<KeyValuePair<string, string>> pairs)
    {
        if (value is JsonObject map)
            foreach (var (name, inner) in map) Flatten($"{key}[{name}]", inner, pairs);
        else if (value is JsonArray list)
            foreach (var inner in list) Flatten($"{key}[]", inner, pairs);
        else pairs.Add(KeyValuePair.Create(key, value is null ? "" : value.GetValueKind() == JsonValueKind.String ? (string)value! : value.ToJsonString()));
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Places();
}
