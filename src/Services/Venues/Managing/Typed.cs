using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PadelSaaS.Venues.Managing;

/// <summary>What stands in a form, word for word: as saved, or as typed last time. Rows of a list are named <c>prices[0].from</c>.</summary>
public sealed class Typed
{
    private readonly Dictionary<string, string[]> values;

    private Typed(Dictionary<string, string[]> values) => this.values = values;

    /// <summary>The value of a field; empty when there is none.</summary>
    public string this[string name] => values.TryGetValue(name, out var found) && found.Length > 0 ? found[^1] : "";

    /// <summary>All values of a field that can have several.</summary>
    public IReadOnlyList<string> All(string name) => values.TryGetValue(name, out var found) ? found : [];

    /// <summary>Whether a field has this value among others.</summary>
    public bool Has(string name, string value) => All(name).Contains(value);

    /// <summary>Whether a box was checked.</summary>
    public bool Is(string name) => this[name] == "true";

    /// <summary>How many rows a list has.</summary>
    public int Rows(string list) => values.Keys.Select(name => RowOf(name, list)).DefaultIfEmpty(-1).Max() + 1;

    /// <summary>The same with one field as given.</summary>
    public Typed With(string name, params string[] value) => new(new Dictionary<string, string[]>(values) { [name] = value });

    /// <summary>The same with fields as typed elsewhere.</summary>
    internal Typed With(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields) =>
        fields.Aggregate(this, (typed, field) => typed.With(field.Key, [.. field.Value.Select(value => value ?? "")]));

    /// <summary>The same with the rows of a list in this order; rows that are not named are gone.</summary>
    public Typed Ordered(string list, IEnumerable<int> rows)
    {
        var kept = values.Where(pair => RowOf(pair.Key, list) < 0).ToDictionary();
        foreach (var (row, at) in rows.Select((row, at) => (row, at)))
            foreach (var (name, value) in values.Where(pair => RowOf(pair.Key, list) == row))
                kept[$"{list}[{at}]{name[(name.IndexOf(']', StringComparison.Ordinal) + 1)..]}"] = value;
        return new Typed(kept);
    }

    internal bool Same(Typed other) => values.Count == other.values.Count && values.All(pair => other.All(pair.Key).ToHashSet().SetEquals(pair.Value));

    internal static Typed Of(IFormCollection form) => new(form.ToDictionary(field => field.Key, field => field.Value.Select(value => value ?? "").ToArray()));

    internal static Typed Of(IEnumerable<(string Name, object? Value)> fields) => new(fields.GroupBy(field => field.Name).ToDictionary(
        same => same.Key, same => same.Select(field => Text(field.Value)).ToArray()));

    internal int? Number(string name) => int.TryParse(this[name].Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal long Revision => long.TryParse(this["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    private static string Text(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static int RowOf(string name, string list) =>
        name.StartsWith(list + "[", StringComparison.Ordinal) && name.IndexOf(']', StringComparison.Ordinal) is > 0 and var end
        && int.TryParse(name.AsSpan(list.Length + 1, end - list.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row < 500 ? row : -1;
}
