using Microsoft.AspNetCore.Http;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// Collects what is wrong with a request, field by field, so that a person can mend it all at once. Texts are trimmed and NULs
/// refused: PostgreSQL cannot store them.
/// </summary>
public sealed class Checks
{
    private readonly Dictionary<string, string[]> errors = [];

    /// <summary>What is wrong so far, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => errors;

    /// <summary>Whether nothing is wrong.</summary>
    public bool Pass => errors.Count == 0;

    /// <summary>Notes that a rule is broken. The first word about a field stays.</summary>
    public Checks That(bool holds, string field, string sentence)
    {
        if (!holds) errors.TryAdd(field, [sentence]);
        return this;
    }

    /// <summary>A text that must be there.</summary>
    /// <returns>The trimmed text; empty when it was refused.</returns>
    public string Text(string? value, string field, int most, string sentence)
    {
        var text = value?.Trim() ?? "";
        That(text.Length > 0, field, sentence);
        return Bounded(text, field, most);
    }

    /// <summary>A text that may be missing.</summary>
    public string? Optional(string? value, string field, int most) =>
        string.IsNullOrWhiteSpace(value) ? null : Bounded(value.Trim(), field, most);

    /// <summary>An e-mail address as people write them: something, an at sign, a domain with a dot.</summary>
    public string Email(string? value, string field, string sentence)
    {
        var text = Text(value, field, 254, sentence);
        var at = text.LastIndexOf('@');
        That(at > 0 && text.IndexOf('.', at) > at + 1 && !text.EndsWith('.') && !text.Any(char.IsWhiteSpace) && text.Count(letter => letter == '@') == 1, field, sentence);
        return text;
    }

    /// <summary>All that is wrong as one refusal.</summary>
    public Refusal Refusal() => new("malformed", StatusCodes.Status400BadRequest, errors.Values.First()[0])
    {
        More = new Dictionary<string, object?> { ["errors"] = errors },
    };

    private string Bounded(string text, string field, int most)
    {
        That(text.Length <= most, field, $"At most {most} characters.");
        That(!text.Contains('\0', StringComparison.Ordinal), field, "This text has a character that cannot be stored.");
        return text;
    }
}
