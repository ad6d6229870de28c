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
        var mail = await platform.ScalarAsync<string>("madrid", "select content || attachment from notification_logs where recipient = 'every@example.test' and template = 'course_cancelled'");
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
}
