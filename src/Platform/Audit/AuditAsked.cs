using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PadelSaaS.Platform.Audit;

/// <summary>What the audit log was asked for, as it came, and how much there is.</summary>
/// <param name="Faulty">The days that are none; they narrow nothing.</param>
public sealed record AuditAsked(string? Who, string? What, string? Text, string? From, string? Until, IReadOnlyList<string> Faulty)
{
    /// <summary>The page shown, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>How many pages there are.</summary>
    public int Pages { get; init; } = 1;

    /// <summary>How many rows there are.</summary>
    public int Total { get; init; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrow => Query != new AuditQuery();

    /// <summary>The question to the log.</summary>
    public AuditQuery Query => new(Who, What, Text, Day(From), Day(Until));

    /// <summary>Reads it; what is too long is cut.</summary>
    public static AuditAsked Of(string? who, string? what, string? text, string? from, string? until) => new(
        Short(who), Short(what), Short(text), Short(from), Short(until),
        [.. new[] { ("from", from), ("until", until) }.Where(day => !string.IsNullOrEmpty(day.Item2) && Day(day.Item2) is null).Select(day => day.Item1)]);

    /// <summary>Address of a page of the same question, or of its export.</summary>
    public string Href(string path, int? page = null) => path + QueryString.Create(new Dictionary<string, string?>
    {
        ["who"] = Who,
        ["what"] = What,
        ["q"] = Text,
        ["from"] = From,
        ["until"] = Until,
        ["page"] = page is null ? null : $"{page}",
    }.Where(part => !string.IsNullOrEmpty(part.Value)));

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200 ? day : null;

    private static string? Short(string? text) => text switch { null or "" => null, { Length: > 100 } => text[..100], _ => text };
}
