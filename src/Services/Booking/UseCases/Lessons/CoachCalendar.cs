using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Lessons;
using PadelSaaS.Booking.Pages.Lessons;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.UseCases.Lessons;

/// <summary>A coach sees the own week with the pupils of each lesson, notes who came and writes something down about them.</summary>
internal static class CoachCalendar
{
    private const int MostLetters = 300;

    private const string NoteSql = """
        update lesson_places p set came_at = case when $3 then coalesce(p.came_at, $4) end, note = $5::text from lessons l
        where p.id = $1 and l.booking_id = p.lesson_id and l.coach_id = $2 and p.status = 'booked'
        """;

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/coach", ShowAsync).Needs(Ability.SeeCoachCalendar);
        doors.Club.MapPost("/coach/places/{id:guid}", NoteAsync).Needs(Ability.SeeCoachCalendar);
    }

    private static async Task<IResult> ShowAsync(string? date, FindingLessons finding, LessonPlaces places, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var day = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked.Year is > 2000 and < 2200 ? asked : today;
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        // A day more on either side, because the venues' clocks are not ours; then by the venue's own dates.
        var from = new DateTimeOffset(monday.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var lessons = (await finding.ListAsync(from.AddDays(-1), from.AddDays(8), null, visit.Caller.AccountId, cancelled: false, stop))
            .Where(found => Ui.Text.TimeText.LocalDate(found.Booking.StartsAt, found.Booking.Zone) is var on && on >= monday && on < monday.AddDays(7)).ToList();
        var pupils = (await places.OfAsync(lessons.ConvertAll(found => found.Booking.Id), stop)).Where(place => place.Status == LessonPlace.Booked).ToLookup(place => place.LessonId);
        return new RazorComponentResult<CoachPage>(new { Monday = monday, Lessons = lessons, Pupils = pupils });
    }

    private static async Task<IResult> NoteAsync(Guid id, IFormCollection form, UnitOfWork work, Visit visit, IStringLocalizer<BookingWords> t, TimeProvider clock, CancellationToken stop)
    {
        var checks = new Checks();
        var note = checks.Optional(form[$"note-{id}"], "note", MostLetters);
        if (!checks.Pass) return checks.Refusal() with { Sentence = t["A note has at most 300 letters."] };
        await work.BeginAsync(stop);
        await using var write = work.Command(NoteSql, id, visit.Caller.AccountId!.Value, form[$"came-{id}"] == "yes", clock.GetUtcNow(), (object?)note ?? DBNull.Value);
        var written = await write.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
        return written == 0 ? LessonRefusals.NoPlace : Results.Redirect($"/coach?date={Uri.EscapeDataString(form["week"].ToString())}");
    }
}
