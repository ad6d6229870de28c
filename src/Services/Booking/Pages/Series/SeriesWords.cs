using System.Globalization;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Series;
using PadelSaaS.Ui.Parts;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.Pages.Series;

/// <summary>How pages speak of series.</summary>
internal static class SeriesWords
{
    /// <summary><c>Every week: Tue, Thu at 18:00</c></summary>
    public static string Pattern(WeeklySeries series, IStringLocalizer<BookingWords> t)
    {
        var days = string.Join(", ", series.Weekdays.Select(Weekday));
        var time = series.Starts.ToString("HH:mm", CultureInfo.InvariantCulture);
        return series.EveryWeeks == 1 ? t["Every week: {0} at {1}", days, time] : t["Every {0} weeks: {1} at {2}", series.EveryWeeks, days, time];
    }

    /// <summary>The short name of an ISO weekday; 1 January 2024 was a Monday.</summary>
    public static string Weekday(int day) => TimeText.ShortWeekday(new DateOnly(2024, 1, day));

    /// <summary>What is said of a date, as a key of the translations.</summary>
    public static string State(string state) => state switch
    {
        DateState.Free => "Free",
        DateState.Taken => "Taken",
        DateState.Closed => "Closed",
        DateState.OutsideHours => "Outside opening hours",
        DateState.BeyondLimit => "Further ahead than you may book",
        DateState.Past => "Over",
        DateState.TooLate => "Too late to change",
        _ => "Not offered at this time",
    };

    public static Tone Tone(string state) => state == DateState.Free ? Ui.Parts.Tone.Good : Ui.Parts.Tone.Warn;

    /// <summary>An act of the history, as a key of the translations.</summary>
    public static string Act(string act) => act switch
    {
        "booked" => "Booked",
        "extended" => "Extended",
        "moved" => "Changed",
        "noted" => "Note changed",
        "split" => "Split off another series",
        _ => "Cancelled",
    };
}
