using System.Globalization;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Venues.Managing;

/// <summary>A rule that a change would break.</summary>
/// <param name="Rule">Stable name; <c>malformed</c> for a value that is missing or makes no sense by itself.</param>
/// <param name="Sentence">Key of the translations, with places for the values.</param>
internal sealed record Fault(string Rule, string Field, string Sentence, params object[] Values);

/// <summary>All that speaks against a change, so that a person can mend it at once.</summary>
internal sealed class Faults
{
    private readonly List<Fault> all = [];

    public IReadOnlyList<Fault> All => all;

    public bool None => all.Count == 0;

    /// <summary>Notes a value that is missing or makes no sense. The first word about a field stays.</summary>
    public bool Must(bool holds, string field, string sentence, params object[] values) => Rule(holds, "malformed", field, sentence, values);

    /// <summary>Notes a broken rule.</summary>
    public bool Rule(bool holds, string rule, string field, string sentence, params object[] values)
    {
        if (!holds && all.All(fault => fault.Field != field)) all.Add(new Fault(rule, field, sentence, values));
        return holds;
    }

    /// <summary>A text that must be there, trimmed.</summary>
    public string Text(string? value, string field, int most, string sentence)
    {
        var text = value?.Trim() ?? "";
        Must(text.Length > 0, field, sentence);
        Must(text.Length <= most, field, "At most {0} characters.", most);
        Must(!text.Contains('\0', StringComparison.Ordinal), field, "This text has a character that cannot be stored.");
        return text;
    }

    /// <summary>A text that may be missing.</summary>
    public string? Optional(string? value, string field, int most) => string.IsNullOrWhiteSpace(value) ? null : Text(value, field, most, "");

    /// <summary>A whole number within bounds.</summary>
    public int Number(int? value, string field, int least, int most)
    {
        Must(value >= least && value <= most, field, "A whole number from {0} to {1}.", least, most);
        return value ?? least;
    }

    /// <summary>One of a few words.</summary>
    public string OneOf(string? value, string field, IReadOnlyCollection<string> words)
    {
        Must(value is not null && words.Contains(value), field, "Choose one of the list.");
        return value ?? "";
    }

    /// <summary>All faults as one answer of the API: 400 while values make no sense, 409 for rules between them.</summary>
    public Refusal Refusal() => new(all[0].Rule, all[0].Rule == "malformed" ? 400 : 409, Say(all[0]))
    {
        More = new Dictionary<string, object?>
        {
            ["errors"] = all.GroupBy(fault => fault.Field).ToDictionary(same => same.Key, same => same.Select(Say).ToArray()),
            ["rules"] = all.GroupBy(fault => fault.Field).ToDictionary(same => same.Key, same => same.Select(fault => fault.Rule).ToArray()),
        },
    };

    /// <summary>The sentence in English.</summary>
    public static string Say(Fault fault) => string.Format(CultureInfo.InvariantCulture, fault.Sentence, fault.Values);
}

/// <summary>An ISO weekday inside a sentence, in the language it is read in.</summary>
internal readonly record struct DayName(int Weekday)
{
    public override string ToString() => CultureInfo.CurrentUICulture.DateTimeFormat.GetAbbreviatedDayName((DayOfWeek)(Weekday % 7));
}
