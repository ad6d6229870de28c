using System.Globalization;

namespace PadelSaaS.Venues.Managing;

/// <summary>Dates as forms and files write them.</summary>
internal static class DateInput
{
    public static DateOnly? Read(string text) => DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public static string Write(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
