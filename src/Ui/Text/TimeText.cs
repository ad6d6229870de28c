using System.Collections.Concurrent;
using System.Globalization;

namespace PadelSaaS.Ui.Text;

/// <summary>
/// Times as people read them at a venue: in the venue's zone, on a 24-hour clock, in the language of the page. Every function has a
/// form without a language that takes the page's own.
/// </summary>
public static class TimeText
{
    private static readonly ConcurrentDictionary<string, CultureInfo> Cultures = new();

    private static string PageLanguage => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    /// <summary>What a clock at the venue shows.</summary>
    /// <param name="zone">IANA zone, such as <c>Asia/Karachi</c>.</param>
    public static DateTime Local(DateTimeOffset instant, string zone) => TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime;

    /// <summary>The venue's date at an instant.</summary>
    public static DateOnly LocalDate(DateTimeOffset instant, string zone) => DateOnly.FromDateTime(Local(instant, zone));

    /// <summary><c>18:00</c></summary>
    public static string Time(DateTimeOffset instant, string zone) => Local(instant, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>18:00–19:30</c>; the plus tells that the end is on the next day: <c>23:30–01:00 +1</c>.</summary>
    public static string TimeRange(DateTimeOffset start, DateTimeOffset end, string zone)
    {
        var nights = LocalDate(end, zone).DayNumber - LocalDate(start, zone).DayNumber;
        // Ending at midnight is the end of the same evening, not another day.
        var next = nights > 0 && Local(end, zone).TimeOfDay > TimeSpan.Zero ? $"\u00a0+{nights}" : "";
        return $"{Time(start, zone)}–{Time(end, zone)}{next}";
    }

    /// <inheritdoc cref="Day(DateOnly, string)"/>
    public static string Day(DateOnly date) => Day(date, PageLanguage);

    /// <summary><c>Tue 24 Nov</c>, <c>mar 24 nov</c>, <c>منگل 24 نومبر</c></summary>
    public static string Day(DateOnly date, string language) => $"{ShortWeekday(date, language)} {date.Day.ToString(CultureInfo.InvariantCulture)} {ShortMonth(date, language)}";

    /// <inheritdoc cref="LongDay(DateOnly, string)"/>
    public static string LongDay(DateOnly date) => LongDay(date, PageLanguage);

    /// <summary><c>Tuesday 24 November</c>, <c>martes, 24 de noviembre</c>, <c>منگل، 24 نومبر</c></summary>
    public static string LongDay(DateOnly date, string language)
    {
        var names = Culture(language).DateTimeFormat;
        var (weekday, month) = (names.GetDayName(date.DayOfWeek), names.MonthGenitiveNames[date.Month - 1]);
        return language switch
        {
            "es" => $"{weekday}, {date.Day} de {month}",
            "ur" => $"{weekday}، {date.Day} {month}",
            _ => $"{weekday} {date.Day} {month}",
        };
    }

    /// <inheritdoc cref="DayAndTime(DateTimeOffset, string, string)"/>
    public static string DayAndTime(DateTimeOffset instant, string zone) => DayAndTime(instant, zone, PageLanguage);

    /// <summary><c>Tue 24 Nov, 18:00</c></summary>
    public static string DayAndTime(DateTimeOffset instant, string zone, string language) =>
        Day(LocalDate(instant, zone), language) + Comma(language) + Time(instant, zone);

    /// <inheritdoc cref="DayAndRange(DateTimeOffset, DateTimeOffset, string, string)"/>
    public static string DayAndRange(DateTimeOffset start, DateTimeOffset end, string zone) => DayAndRange(start, end, zone, PageLanguage);

    /// <summary><c>Tue 24 Nov, 18:00–19:30</c></summary>
    public static string DayAndRange(DateTimeOffset start, DateTimeOffset end, string zone, string language) =>
        Day(LocalDate(start, zone), language) + Comma(language) + LeftToRight(TimeRange(start, end, zone), language);

    /// <inheritdoc cref="ShortWeekday(DateOnly, string)"/>
    public static string ShortWeekday(DateOnly date) => ShortWeekday(date, PageLanguage);

    /// <summary><c>Tue</c>, <c>mar</c>, <c>منگل</c></summary>
    public static string ShortWeekday(DateOnly date, string language) => Culture(language).DateTimeFormat.GetAbbreviatedDayName(date.DayOfWeek).TrimEnd('.');

    /// <inheritdoc cref="ShortMonth(DateOnly, string)"/>
    public static string ShortMonth(DateOnly date) => ShortMonth(date, PageLanguage);

    /// <summary><c>Nov</c>, <c>nov</c>, <c>نومبر</c></summary>
    public static string ShortMonth(DateOnly date, string language) => Culture(language).DateTimeFormat.GetAbbreviatedMonthName(date.Month).TrimEnd('.');

    /// <inheritdoc cref="Duration(int, string)"/>
    public static string Duration(int minutes) => Duration(minutes, PageLanguage);

    /// <summary><c>90 min</c>, <c>90 منٹ</c></summary>
    public static string Duration(int minutes, string language) => $"{minutes.ToString(CultureInfo.InvariantCulture)}\u00a0{(language == "ur" ? "منٹ" : "min")}";

    /// <summary>The instant as HTML's <c>datetime</c> and a script want it: UTC, to the second.</summary>
    public static string Machine(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Comma(string language) => language == "ur" ? "، " : ", ";

    private static CultureInfo Culture(string language) => Cultures.GetOrAdd(language, code => code == "en" ? CultureInfo.GetCultureInfo("en-GB") : CultureInfo.GetCultureInfo(code));

    // A line from right to left would show the end of a range before its start: the range is set apart from its surroundings.
    private static string LeftToRight(string range, string language) => language is "ur" or "ar" or "fa" or "he" ? $"\u2066{range}\u2069" : range;
}
