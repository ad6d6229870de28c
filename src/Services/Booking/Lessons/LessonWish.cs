using PadelSaaS.Booking.Series;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Lessons;

/// <summary>What a lesson is about, for whom and for how much.</summary>
internal sealed record LessonDetails(string Title, string? Description, string Level, int Least, int Most, long PriceMinor);

/// <summary>Lessons that are to be planned together.</summary>
/// <param name="DecideHours">How many hours before each it is decided whether it takes place.</param>
/// <param name="SetAside">Why the coach's hours do not count this time; kept in the history.</param>
internal sealed record LessonWish(Guid CourtId, Guid CoachId, IReadOnlyList<Occurrence> Dates, int Minutes, LessonDetails Details, int DecideHours, string? SetAside);

/// <summary>What stands in the way of a date, if anything.</summary>
internal static class LessonDateState
{
    public const string Free = "free";
    public const string Past = "past";
    public const string OutsideHours = "outside_hours";
    public const string CourtTaken = "court_taken";
    public const string CourtClosed = "court_closed";
    public const string CoachTaken = "coach_taken";
    public const string CoachAway = "coach_away";
}

/// <summary>A date of a lesson as it was found.</summary>
/// <param name="State">The cause: court or coach.</param>
/// <param name="IsSetAside">Whether it is outside the coach's hours, and taken all the same.</param>
public sealed record LessonDate(DateTimeOffset Start, DateTimeOffset End, string State, bool IsSetAside)
{
    public bool IsConflict => State != LessonDateState.Free;
}

/// <summary>A date as the API answers it.</summary>
/// <param name="State"><c>free</c>, <c>past</c>, <c>outside_hours</c>, <c>court_taken</c>, <c>court_closed</c>, <c>coach_taken</c> or <c>coach_away</c>.</param>
internal sealed record LessonDateView(DateTimeOffset Start, DateTimeOffset End, DateTimeOffset StartLocal, string State)
{
    public static LessonDateView Of(LessonDate date, VenueCard venue) => new(date.Start, date.End, BookingView.LocalOf(date.Start, venue.Zone), date.State);
}
