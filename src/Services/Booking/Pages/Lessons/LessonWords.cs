using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Lessons;

namespace PadelSaaS.Booking.Pages.Lessons;

/// <summary>How pages speak of lessons. What they answer are keys of the translations.</summary>
internal static class LessonWords
{
    public static string Level(string level) => level switch
    {
        "beginner" => "Beginners",
        "intermediate" => "Intermediate",
        "advanced" => "Advanced",
        _ => "All levels",
    };

    /// <summary>What stands in the way of a date: court or coach.</summary>
    public static string State(string state) => state switch
    {
        LessonDateState.Free => "Free",
        LessonDateState.Past => "Over",
        LessonDateState.OutsideHours => "Outside opening hours",
        LessonDateState.CourtTaken => "The court is taken",
        LessonDateState.CourtClosed => "The court is closed",
        LessonDateState.CoachTaken => "The coach is teaching elsewhere",
        _ => "Outside the coach's hours",
    };

    /// <summary>How many places are left, in words.</summary>
    public static string Places(FoundLesson found, IStringLocalizer<BookingWords> t) =>
        !found.IsOn ? t["Cancelled"] : found.Free switch { 0 => t["Full"], 1 => t["One place left"], var free => t["{0} places left", free] };

    /// <summary>The name of an ISO weekday.</summary>
    public static string Weekday(int weekday) => System.Globalization.CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName((DayOfWeek)(weekday % 7));
}
