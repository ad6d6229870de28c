using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PadelSaaS.Tests.House;

/// <summary>
/// The part of JSON Schema 2020-12 that tenant.schema.json uses, and nothing more: a keyword it does not know is an error, so that a rule
/// in the schema can never be one that nobody checks.
/// </summary>
internal sealed class JsonSchema(JsonObject root)
{
    private static readonly HashSet<string> Silent = ["$schema", "$defs", "title", "description", "then", "else", "additionalProperties"];

    /// <summary>What is wrong with the value, each with the path it is at.</summary>
    public IReadOnlyList<string> Errors(JsonNode? value)
    {
        var errors = new List<string>();
        Check(root, value, "$", errors);
        return errors;
    }

    private bool Fits(JsonNode? schema, JsonNode? value)
    {
        var errors = new List<string>();
        Check(schema!.AsObject(), value, "$", errors);
        return errors.Count == 0;
    }

    private void Check(JsonObject schema, JsonNode? value, string at, List<string> errors)
    {
        foreach (var (keyword, rule) in schema)
        {
            if (Silent.Contains(keyword)) continue;
            var holds = keyword switch
            {
                "$ref" => Follow(rule!, value, at, errors),
                "allOf" => All(rule!.AsArray(), value, at, errors),
                "if" => Branch(schema, rule!, value, at, errors),
                "type" => IsOf((string)rule!, value),
                "const" => Same(rule, value),
                "enum" => rule!.AsArray().Any(one => Same(one, value)),
                "properties" => Properties(schema, value as JsonObject, at, errors),
                "items" => Items(rule!.AsObject(), value as JsonArray, at, errors),
                _ => HoldsForText(keyword, rule!, value) ?? HoldsForNumber(keyword, rule!, value) ?? HoldsForMany(keyword, rule!, value)
                    ?? throw new NotSupportedException($"The schema uses '{keyword}', which this validator does not know."),
            };
            if (!holds) errors.Add($"{at}: {keyword} {rule!.ToJsonString()} does not hold for {Shown(value)}");
        }
    }

    private bool Follow(JsonNode reference, JsonNode? value, string at, List<string> errors)
    {
        var target = ((string)reference!).TrimStart('#', '/').Split('/').Aggregate<string, JsonNode?>(root, (node, name) => node?[name])
            ?? throw new NotSupportedException($"The schema has no {reference}.");
        Check(target.AsObject(), value, at, errors);
        return true;
    }

    private bool All(JsonArray rules, JsonNode? value, string at, List<string> errors)
    {
        foreach (var rule in rules) Check(rule!.AsObject(), value, at, errors);
        return true;
    }

    private bool Branch(JsonObject schema, JsonNode condition, JsonNode? value, string at, List<string> errors)
    {
        if (schema[Fits(condition, value) ? "then" : "else"] is JsonObject consequence) Check(consequence, value, at, errors);
        return true;
    }

    private bool Properties(JsonObject schema, JsonObject? value, string at, List<string> errors)
    {
        if (value is null) return true;
        var known = schema["properties"]!.AsObject();
        foreach (var (name, member) in value)
        {
            if (known[name] is JsonObject rule) Check(rule, member, $"{at}.{name}", errors);
            else if (schema["additionalProperties"] is JsonValue more && !more.GetValue<bool>()) errors.Add($"{at}: '{name}' is not a property here");
        }
        return true;
    }

    private bool Items(JsonObject rule, JsonArray? value, string at, List<string> errors)
    {
        for (var i = 0; i < value?.Count; i++) Check(rule, value[i], $"{at}[{i}]", errors);
        return true;
    }

    private static bool? HoldsForText(string keyword, JsonNode rule, JsonNode? value)
    {
        var text = value?.GetValueKind() == JsonValueKind.String ? (string?)value : null;
        return keyword switch
        {
            "pattern" => text is null || Regex.IsMatch(text, (string)rule!, RegexOptions.ECMAScript),
            "minLength" => text is null || new StringInfo(text).LengthInTextElements >= (int)rule,
            "maxLength" => text is null || new StringInfo(text).LengthInTextElements <= (int)rule,
            _ => null,
        };
    }

    private static bool? HoldsForNumber(string keyword, JsonNode rule, JsonNode? value)
    {
        var number = value?.GetValueKind() == JsonValueKind.Number ? Number(value) : (decimal?)null;
        return keyword switch
        {
            "minimum" => number is null || number >= Number(rule),
            "maximum" => number is null || number <= Number(rule),
            "multipleOf" => number is null || number % Number(rule) == 0,
            _ => null,
        };
    }

    private bool? HoldsForMany(string keyword, JsonNode rule, JsonNode? value)
    {
        var (items, members) = (value as JsonArray, value as JsonObject);
        return keyword switch
        {
            "required" => members is null || rule.AsArray().All(name => members.ContainsKey((string)name!)),
            "minProperties" => members is null || members.Count >= (int)rule,
            "minItems" => items is null || items.Count >= (int)rule,
            "maxItems" => items is null || items.Count <= (int)rule,
            "uniqueItems" => items is null || !rule.GetValue<bool>() || items.Select(item => item?.ToJsonString()).Distinct().Count() == items.Count,
            "contains" => items is null || items.Any(item => Fits(rule, item)),
            _ => null,
        };
    }

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) or ("null", JsonValueKind.Null) => true,
        ("integer", JsonValueKind.Number) => Number(value!) % 1 == 0,
        ("object" or "array" or "string" or "number" or "boolean" or "null" or "integer", _) => false,
        _ => throw new NotSupportedException($"There is no type '{type}'."),
    };

    private static decimal Number(JsonNode value) => decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool Same(JsonNode? one, JsonNode? other) => JsonNode.DeepEquals(one, other);

    private static string Shown(JsonNode? value) => value?.ToJsonString() is { Length: > 80 } text ? text[..80] + "…" : value?.ToJsonString() ?? "null";
}
