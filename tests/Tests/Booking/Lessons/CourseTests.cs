using System.Net;
using PadelSaaS.Tests.Booking.Series;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Lessons;

/// <summary>A course is called off as a whole: every date that is still to come, one message for each pupil, and provable later.</summary>
public sealed class CourseTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task All_dates_to_come_are_called_off_at_once_each_pupil_hears_once_and_the_courts_are_free()
    {
        platform.Clock.Now = FakeClock.Start;
        var coach = await platform.CoachAsync("player@madrid.test");
        var desk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        var court = await desk.CourtAsync();
        var lessons = await desk.PlannedAsync(Teaching.Wish(court, coach, "2026-11-24", "11:00", times: 4));
        var ids = lessons.Select(lesson => (Guid)lesson["id"]!).ToList();
        var course = (Guid)lessons[0]["courseId"]!;
        foreach (var id in ids.Skip(1)) (await platform.TakePlaceAsync(id, "Every")).Status.ShouldBe(HttpStatusCode.Created);
        (await platform.TakePlaceAsync(ids[3], "Last")).Status.ShouldBe(HttpStatusCode.Created);
        // The first has begun, the second is called off already by itself.
        platform.Clock.Now = FakeClock.Start.AddHours(1.5);
        desk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        (await desk.PostAsync($"/api/v1/lessons/{ids[1]}/cancel", new { reason = "Rain" })).Status.ShouldBe(HttpStatusCode.NoContent);
        await platform.SettleAsync();
        (await platform.MailsAsync("every@example.test", "lesson_cancelled")).ShouldBe(1);

        var answer = await desk.PostAsync($"/api/v1/lessons/courses/{course}/cancel", new { reason = "The coach is ill" });
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        answer.Json["dates"]!.AsArray().Select(date => (string)date!["state"]!).ShouldBe(["over", "was_cancelled", "called_off", "called_off"]);
        await platform.SettleAsync();
        (await platform.MailsAsync("every@example.test", "course_cancelled")).ShouldBe(1);
        (await platform.MailsAsync("last@example.test", "course_cancelled")).ShouldBe(1);
        (await platform.MailsAsync("every@example.test", "lesson_cancelled")).ShouldBe(1);
        var mail = await platform.ScalarAsync<string>("madrid", "select content || attachment from notification_logs where type = 'email' and recipient = 'every@example.test' and template = 'course_cancelled'");
        mail.ShouldContain("2 lessons");
        mail.ShouldContain("The coach is ill");
        mail.Split("STATUS:CANCELLED").Length.ShouldBe(3);
        (await platform.InMadrid().FreeAsync("2026-12-08")).ShouldContain(slot => slot.CourtId == court && slot.StartLocal.Contains("T11:00", StringComparison.Ordinal));
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from audit where act = 'lesson.course_called_off' and subject = 'course {course}'")).ShouldBe(1);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from audit where act = 'lesson.called_off' and subject = 'lesson {ids[1]}'")).ShouldBe(1);

        // Nothing is left to call off, and elsewhere there is no such course.
        var again = await desk.PostAsync($"/api/v1/lessons/courses/{course}/cancel", new { });
        (again.Status, again.Slug).ShouldBe((HttpStatusCode.Conflict, "course_over"));
        again.Json["dates"]!.AsArray().Count.ShouldBe(4);
        var abroad = new Player(platform.Lahore());
        await abroad.SignInAsync("desk@lahore.test");
        (await abroad.PostAsync($"/api/v1/lessons/courses/{course}/cancel", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_desk_calls_a_course_off_on_the_page_of_any_of_its_lessons_and_a_changed_price_is_kept_for_proof()
    {
        platform.Clock.Now = FakeClock.Start;
        var coach = await platform.CoachAsync("owner@madrid.test");
        var clerk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        var lessons = await clerk.PlannedAsync(Teaching.Wish(await clerk.CourtAsync(1), coach, "2026-12-04", "09:00", times: 2, title: "Backhand"));
        var path = $"/desk/lessons/{(Guid)lessons[1]["id"]!}";
        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        (await desk.SubmitAsync($"{path}/change", $"{path}/change", new Dictionary<string, string> { ["court"] = (string)lessons[1]["courtId"]!, ["coach"] = $"{coach}", ["level"] = "beginner", ["price"] = "20,00" })).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await platform.ScalarAsync<string>("madrid", "select content from audit where act = 'lesson.price_changed'")).ShouldContain("2000 EUR");
        (await (await desk.GetAsync(path)).Content.ReadAsStringAsync()).ShouldContain("2 lessons of this course are still to come");
        (await desk.SubmitAsync(path, $"{path}/cancel-course", new Dictionary<string, string> { ["reason"] = "Roof" })).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from lessons where title = 'Backhand' and cancelled_at is not null")).ShouldBe(2);
        (await (await desk.GetAsync(path)).Content.ReadAsStringAsync()).ShouldNotContain("cancel-course");
    }

    /// <summary>Hard case 3 for lessons: all dates are checked at once, what is in the way is named for each with what else there is, and all move or none.</summary>
    [Fact]
    public async Task The_rest_of_a_course_moves_at_once_with_another_court_where_one_is_taken_and_each_pupil_hears_once()
    {
        platform.Clock.Now = FakeClock.Start;
        var (coach, other) = (await platform.CoachAsync("player@madrid.test"), await platform.CoachAsync("owner@madrid.test"));
        var desk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        var (court, free) = (await desk.CourtAsync(1), await desk.CourtAsync(2));
        var lessons = await desk.PlannedAsync(Teaching.Wish(court, coach, "2026-12-14", "10:00", times: 4, title: "Volley"));
        var ids = lessons.Select(lesson => (Guid)lesson["id"]!).ToList();
        foreach (var id in ids.Skip(1)) (await platform.TakePlaceAsync(id, "Vera")).Status.ShouldBe(HttpStatusCode.Created);
        (await platform.TakePlaceAsync(ids[3], "Lars")).Status.ShouldBe(HttpStatusCode.Created);
        // On the second of the new dates somebody else teaches on that court.
        await desk.PlannedAsync(Teaching.Wish(court, other, "2026-12-29", "12:30", title: "In the way"));

        // From the second on: a day later, at noon. Nobody is told of a preview.
        var path = $"/api/v1/lessons/{ids[1]}/move-course";
        var looked = (await desk.PostAsync($"{path}/preview", new { date = "2026-12-22", startTime = "12:00" })).Json;
        ((int)looked["conflicts"]!, looked["dates"]!.AsArray().Count).ShouldBe((1, 3));
        var lost = await desk.PostAsync(path, new { date = "2026-12-22", startTime = "12:00" });
        (lost.Status, lost.Slug).ShouldBe((HttpStatusCode.Conflict, "lesson_conflicts"));
        lost.DateStates().ShouldBe(["free", "court_taken", "free"]);
        lost.Json["dates"]![1]!["alternatives"]!.AsArray().Select(one => (Guid)one!["courtId"]!).ShouldNotContain(court);
        (await StartsAsync(ids)).ShouldBe("2026-12-14 09:00, 2026-12-21 09:00, 2026-12-28 09:00, 2027-01-04 09:00");
        (await desk.PostAsync(path, new { })).Slug.ShouldBe("nothing_moves");
        (await desk.PostAsync(path, new { startTime = "noon" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await desk.PostAsync(path, new { courtId = Guid.CreateVersion7() })).Status.ShouldBe(HttpStatusCode.NotFound);

        var moved = await desk.PostAsync(path, new { date = "2026-12-22", startTime = "12:00", reason = "The coach is away", elsewhere = new[] { new { lessonId = ids[2], courtId = free, coachId = coach } } });
        moved.Status.ShouldBe(HttpStatusCode.OK, moved.Body);
        (await StartsAsync(ids)).ShouldBe("2026-12-14 09:00, 2026-12-22 11:00, 2026-12-29 11:00, 2027-01-05 11:00");
        (await platform.ScalarAsync<Guid>("madrid", $"select court_id from bookings where id = '{ids[2]}'")).ShouldBe(free);
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
        await platform.SettleAsync();
        foreach (var name in new[] { "vera", "lars" })
            (await platform.MailsAsync($"{name}@example.test", "course_moved"), await platform.MailsAsync($"{name}@example.test", "lesson_moved")).ShouldBe((1, 0));
        var mail = await platform.ScalarAsync<string>("madrid", "select content || attachment from notification_logs where type = 'email' and recipient = 'vera@example.test' and template = 'course_moved'");
        mail.ShouldContain("3 lessons");
        mail.ShouldContain("The coach is away");
        mail.Split("BEGIN:VEVENT").Length.ShouldBe(4);
        (await platform.ScalarAsync<long>("madrid", $"select coalesce(sum(taken), 0)::bigint from lessons where booking_id in ('{string.Join("','", ids)}')")).ShouldBe(4);

        // By as much as they lie apart: each makes room for the one before it. One stays, the other coach takes the rest, and it is seen before it is done.
        var page = platform.Madrid();
        await page.SignInAsync("desk@madrid.test", People.DemoPassword);
        var form = $"/desk/lessons/{ids[1]}/move-course";
        Dictionary<string, string> typed = new() { ["date"] = "2026-12-29", ["time"] = "12:00", ["duration"] = "90", ["court"] = $"{free}", ["coach"] = $"{coach}", ["do"] = "look" };
        WebUtility.HtmlDecode(await (await page.SubmitAsync(form, form, typed)).Content.ReadAsStringAsync()).ShouldContain("3 lessons are still to come");
        typed["do"] = "move";
        (await page.SubmitAsync(form, form, typed)).Headers.Location!.OriginalString.ShouldBe($"/desk/lessons/{ids[1]}?done=course");
        (await StartsAsync(ids)).ShouldBe("2026-12-14 09:00, 2026-12-29 11:00, 2027-01-05 11:00, 2027-01-12 11:00");
        (await desk.PostAsync(path, new { coachId = other, leave = new[] { ids[1] } })).Status.ShouldBe(HttpStatusCode.OK);
        (await platform.ScalarAsync<string>("madrid", $"select string_agg((coach_id = '{other}')::text, ' ' order by starts_at) from bookings where id in ('{string.Join("','", ids)}')")).ShouldBe("false false true true");
        var abroad = await new Player(platform.Lahore()).SignInAsync("desk@lahore.test");
        (await abroad.PostAsync(path, new { startTime = "09:00" })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<string> StartsAsync(List<Guid> ids) => platform.ScalarAsync<string>("madrid",
        $"select string_agg(to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), ', ' order by starts_at) from bookings where id in ('{string.Join("','", ids)}')");
}
