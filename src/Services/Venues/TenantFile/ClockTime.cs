using System.Globalization;

namespace PadelSaaS.Venues.TenantFile;

/// <summary>Wall-clock times as minutes of the day; 24:00, the end of a day, is 1440.</summary>
internal static class ClockTime
{
    public static int? Parse(string text) =>
        text is [>= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9']
        && int.Parse(text[..2], CultureInfo.InvariantCulture) * 60 + int.Parse(text[3..], CultureInfo.InvariantCulture) is <= 1440 and var minutes
            ? minutes
            : null;

    public static string Format(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    /// <summary>Minutes from opening to closing, where a closing at or before the opening is the next day's.</summary>
    public static int Length(int opens, int closes) => closes > opens ? closes - opens : closes + 1440 - opens;

    /// <summary>The closing time; an end at midnight is 24:00 and not 00:00.</summary>
    public static string Closing(int opens, int length) => Format(opens + length == 1440 ? 1440 : (opens + length) % 1440);
}
