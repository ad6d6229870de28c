using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PadelSaaS.Payments.Accounting;

/// <summary>What the list of payments was asked for, as it came. What is too long is cut, a day that is none narrows nothing.</summary>
public sealed record MoneyAsked(string? Text, string? State, string? Provider, string? From, string? Until)
{
    private const int Longest = 100;

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrow => Text is not null || State is not null || Provider is not null || From is not null || Until is not null;

    /// <summary>The first day; nothing for none.</summary>
    public DateOnly? FirstDay => Day(From);

    /// <summary>The last day; nothing for none.</summary>
    public DateOnly? LastDay => Day(Until);

    internal static MoneyAsked Of(string? text, string? state, string? provider, string? from, string? until) => new(Short(text), Short(state), Short(provider), Short(from), Short(until));

    /// <summary>Address of a page of the same question, or of its file.</summary>
    public string Href(string path, int? page = null) => path + QueryString.Create(new Dictionary<string, string?>
    {
        ["q"] = Text,
        ["state"] = State,
        ["provider"] = Provider,
        ["from"] = From,
        ["until"] = Until,
        ["page"] = page is null ? null : $"{page}",
    }.Where(part => !string.IsNullOrEmpty(part.Value)));

    /// <summary>A field that has something in it and no day.</summary>
    public bool IsFaulty(string field) => field == "from" ? From is not null && FirstDay is null : Until is not null && LastDay is null;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200 ? day : null;

    private static string? Short(string? text) => text?.Replace("\0", "", StringComparison.Ordinal).Trim() switch { null or "" => null, { Length: > Longest } longer => longer[..Longest], var kept => kept };
}
