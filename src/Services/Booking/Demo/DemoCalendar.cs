using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Lessons;
using PadelSaaS.Booking.Series;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Demo;

/// <summary>A course of a demo club, on a weekday from tomorrow on.</summary>
/// <param name="Coach">Address of the coach.</param>
/// <param name="Pupils">How many of the invented guests have a place in each lesson.</param>
internal sealed record DemoLesson(string Venue, string Court, string Coach, string Title, string? Description, string Level, int Weekday, string At, int Minutes, int Weeks, int Least, int Most, long Price, int Pupils);

/// <summary>A court somebody of a demo club has every week.</summary>
/// <param name="Player">Address of their account.</param>
internal sealed record DemoSeries(string Venue, string Court, string Player, int Weekday, string At, int Minutes, int Weeks);

/// <summary>
/// Lessons and weekly bookings of a demo club, planned by what plans real ones, before invented bookings fill the courts. What stands already is in
/// the way of itself, so loading again changes nothing. Nobody is written to: invented pupils get no mail, and the series has no address.
/// </summary>
internal sealed class DemoCalendar(UnitOfWork work, IAccounts accounts, PlanningLessons planning, TakingSeries taking, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private const string PupilSql = """
        insert into lesson_places (id, lesson_id, name, email, language, person, booked_at) values ($1, $2, $3, $4, 'en', $4, $5)
        """;

    public static IReadOnlyList<DemoLesson> Lessons(JsonNode? section) => section?["lessons"]?.Deserialize<List<DemoLesson>>(Json) ?? [];

    public static IReadOnlyList<DemoSeries> Series(JsonNode? section) => section?["series"]?.Deserialize<List<DemoSeries>>(Json) ?? [];

    public async Task PlanAsync(JsonNode? section, IReadOnlyList<VenueCard> venues, IReadOnlyList<DemoGuest> guests, CancellationToken stop)
    {
        foreach (var lesson in Lessons(section))
            if (Find(venues, lesson.Venue, lesson.Court) is var (venue, court) && await AccountAsync(lesson.Coach, stop) is { } coach)
            {
                var dates = Pattern(venue, lesson.Weekday, lesson.At) is var pattern ? pattern.All().Take(lesson.Weeks).Select(date => pattern.On(date, venue.Zone)).ToList() : [];
                var details = new LessonDetails(lesson.Title, lesson.Description, lesson.Level, lesson.Least, lesson.Most, lesson.Price);
                var outcome = await planning.PlanAsync(new LessonWish(court.Id, coach.Id, dates, lesson.Minutes, details, 24, null), stop);
                foreach (var planned in outcome.Lessons) await FillAsync(planned.Booking.Id, [.. guests.Take(Math.Min(lesson.Pupils, lesson.Most))], stop);
            }
        foreach (var series in Series(section))
            if (Find(venues, series.Venue, series.Court) is var (venue, court) && await AccountAsync(series.Player, stop) is { } player)
            {
                var pattern = Pattern(venue, series.Weekday, series.At);
                var booker = new SeriesBooker(player.Id, player.FullName, null, null, "en");
                await taking.TakeAsync(new SeriesWish(court.Id, pattern, [.. pattern.All().Take(series.Weeks)], series.Minutes, booker, null, "desk", [], null), null, null, stop);
            }
    }

    private async Task FillAsync(Guid lesson, IReadOnlyList<DemoGuest> pupils, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        foreach (var pupil in pupils)
        {
            await using var place = work.Command(PupilSql, Guid.CreateVersion7(now), lesson, pupil.Name, pupil.Email ?? "", now);
            await place.ExecuteNonQueryAsync(stop);
        }
        await work.Model<BookingModel>().Lessons.Where(row => row.BookingId == lesson).ExecuteUpdateAsync(row => row.SetProperty(one => one.Taken, pupils.Count), stop);
        await work.CommitAsync(stop);
    }

    private async Task<AccountCard?> AccountAsync(string email, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var account = await accounts.FindByEmailAsync(email, stop);
        await work.RollbackAsync();
        return account;
    }

    private Recurrence Pattern(VenueCard venue, int weekday, string at) =>
        new(BusinessDay.Today(venue, clock.GetUtcNow()).PlusDays(1), [weekday], 1, LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(at).Value);

    private static (VenueCard Venue, CourtCard Court)? Find(IReadOnlyList<VenueCard> venues, string venueKey, string courtKey) =>
        venues.FirstOrDefault(venue => venue.Key == venueKey) is { } found && found.Courts.FirstOrDefault(court => court.Key == courtKey) is { } court ? (found, court) : null;
}
