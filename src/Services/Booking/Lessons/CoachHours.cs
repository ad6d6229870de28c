using System.Globalization;
using PadelSaaS.Booking.Days;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.Lessons;

/// <summary>When a coach can be had on a weekday, by the wall clock of the venue; an end before the start is after midnight.</summary>
/// <param name="Weekday">1 for Monday to 7 for Sunday.</param>
internal sealed record CoachTimes(int Weekday, string From, string To);

/// <summary>A day that is different: without times the coach cannot be had on it.</summary>
internal sealed record CoachException(string Date, string? From, string? To);

/// <summary>A coach's hours, as their row says.</summary>
internal sealed class CoachHours
{
    public const int UsualTravelMinutes = 30;
    private const int MostTimes = 50;
    private const int MostExceptions = 400;

    public Guid CoachId { get; set; }

    public int TravelMinutes { get; set; } = UsualTravelMinutes;

    /// <summary>JSON of <see cref="CoachTimes"/>.</summary>
    public string Weekly { get; set; } = "[]";

    /// <summary>JSON of <see cref="CoachException"/>.</summary>
    public string Exceptions { get; set; } = "[]";

    public DateTimeOffset UpdatedAt { get; set; }

    public IReadOnlyList<CoachTimes> Week => Read<CoachTimes>(Weekly);

    public IReadOnlyList<CoachException> Days => Read<CoachException>(Exceptions);

    /// <summary>Whether the coach can be had all that time.</summary>
    public bool Covers(DateTimeOffset start, int minutes, string zone)
    {
        var local = TimeText.Local(start, zone);
        var at = (local.Hour * 60) + local.Minute;
        var date = DateOnly.FromDateTime(local);
        return Within(On(date), at, minutes) || Within(On(date.AddDays(-1)), at + 1440, minutes);
    }

    /// <summary>Says what is wrong with hours before they are kept.</summary>
    public static void Check(IReadOnlyList<CoachTimes?>? weekly, IReadOnlyList<CoachException?>? exceptions, int travel, Checks checks)
    {
        checks.That(weekly is null or { Count: <= MostTimes } && (weekly ?? []).All(times => times is { Weekday: >= 1 and <= 7 } && IsSpan(times.From, times.To)),
            "weekly", "Weekdays are 1 for Monday to 7 for Sunday, with times such as 09:00 and 14:00.");
        checks.That(exceptions is null or { Count: <= MostExceptions } && (exceptions ?? []).All(day => day is not null
            && DateOnly.TryParseExact(day.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            && ((day.From is null && day.To is null) || IsSpan(day.From, day.To))),
            "exceptions", "Days such as 2026-12-24, with two times or none.");
        checks.That(travel is >= 0 and <= 240, "travelMinutes", "From 0 to 240 minutes.");
    }

    private IEnumerable<(int From, int To)> On(DateOnly date)
    {
        var name = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var different = Days.Where(day => day.Date == name).ToList();
        if (different.Count > 0) return different.Where(day => day.From is not null).Select(day => Span(day.From!, day.To!));
        // Who named days off and no hours can be had on all other days, with the night that belongs to them.
        if (Week.Count == 0) return [(0, 1440 + 240)];
        var weekday = date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;
        return Week.Where(times => times.Weekday == weekday).Select(times => Span(times.From, times.To));
    }

    private static bool Within(IEnumerable<(int From, int To)> spans, int at, int minutes) => spans.Any(span => span.From <= at && at + minutes <= span.To);

    private static (int From, int To) Span(string from, string to)
    {
        var (start, end) = (TimeSearch.Minute(from) ?? 0, TimeSearch.Minute(to) ?? 0);
        return (start, end <= start ? end + 1440 : end);
    }

    private static bool IsSpan(string? from, string? to) => TimeSearch.Minute(from ?? "") is < 1440 && TimeSearch.Minute(to ?? "") is not null;

    private static List<T> Read<T>(string json) => System.Text.Json.JsonSerializer.Deserialize<List<T>>(json, System.Text.Json.JsonSerializerOptions.Web) ?? [];
}
