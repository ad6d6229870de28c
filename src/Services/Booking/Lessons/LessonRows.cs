using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Lessons;

/// <summary>What a lesson is beside a court at a time, as its row says.</summary>
public sealed class Lesson
{
    /// <summary>What <c>booking_type</c> says of a lesson.</summary>
    public const string BookingType = "lesson";

    public const string ByStaff = "staff";
    public const string TooFew = "too_few";

    public Guid BookingId { get; set; }

    /// <summary>Lessons that were planned together have the same.</summary>
    public Guid CourseId { get; set; }

    public Guid CoachId { get; set; }

    public string CoachName { get; set; } = "";

    public string Title { get; set; } = "";

    public string? Description { get; set; }

    public string Level { get; set; } = LessonLevel.All;

    /// <summary>With fewer pupils at the deadline it does not take place.</summary>
    public int Least { get; set; }

    public int Most { get; set; }

    public int Taken { get; set; }

    public long PriceMinor { get; set; }

    /// <summary>Until then a place can be given back; then it is decided whether the lesson takes place.</summary>
    public DateTimeOffset DecideAt { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    public string? CancelledBy { get; set; }

    public static string LinkTo(Guid id) => $"/lessons/{id}";
}

/// <summary>For whom a lesson is.</summary>
internal static class LessonLevel
{
    public const string All = "all";

    public static readonly IReadOnlyList<string> Each = [All, "beginner", "intermediate", "advanced"];
}

/// <summary>A place in a lesson, as its row says.</summary>
public sealed class LessonPlace
{
    public const string Booked = "booked";
    public const string Left = "left";
    public const string Cancelled = "cancelled";

    public Guid Id { get; set; }

    public Guid LessonId { get; set; }

    public Guid? UserId { get; set; }

    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string? Phone { get; set; }

    public string Language { get; set; } = "en";

    public string Person { get; set; } = "";

    public string Status { get; set; } = Booked;

    public DateTimeOffset BookedAt { get; set; }

    public DateTimeOffset? CameAt { get; set; }

    /// <summary>What the coach wrote down; only the club reads it.</summary>
    public string? Note { get; set; }

    /// <summary>Path of its page.</summary>
    public static string LinkTo(Guid id, string? key) => key is null ? $"/lessons/places/{id}" : $"/lessons/places/{id}?key={key}";
}

/// <summary>A lesson with the row that takes its court, and its venue.</summary>
public sealed record FoundLesson(Lesson Lesson, Booking Booking, VenueCard Venue)
{
    public Money Price => new(Lesson.PriceMinor, Booking.Currency);

    public int Free => Math.Max(0, Lesson.Most - Lesson.Taken);

    public bool IsOn => Lesson.CancelledAt is null;

    public string CourtName => Venue.Courts.FirstOrDefault(court => court.Id == Booking.CourtId)?.Name ?? "";

    /// <summary>Whether a place can be taken.</summary>
    public bool IsOpen(DateTimeOffset now) => IsOn && Booking.StartsAt > now && Free > 0;

    internal BookedLesson Tell() => new(Booking.Id, Lesson.Title, Lesson.CoachName, Lesson.CoachId, new BookedCourt(
        Booking.Id, Booking.VenueId, Venue.Name, Booking.CourtId, CourtName, Booking.StartsAt, Booking.EndsAt, Booking.Zone, Price,
        new Booker(null, Lesson.CoachName, null, Booking.Language), Lesson.LinkTo(Booking.Id), Booking.Moves, null));
}
