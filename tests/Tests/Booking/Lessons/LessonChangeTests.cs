using System.Net;
using PadelSaaS.Tests.Booking.Closures;
using PadelSaaS.Tests.Booking.Series;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Lessons;

/// <summary>Lessons that change, and the calendar of the coach.</summary>
public sealed class LessonChangeTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_lesson_moves_in_place_its_pupils_are_told_once_and_a_coach_who_teaches_elsewhere_is_the_cause()
    {
        var (desk, coach) = (await platform.DeskAsync(), await platform.CoachAsync("player@madrid.test"));
        var (moved, other) = (await desk.LessonAsync(coach, "2026-12-02", "10:00"), await desk.LessonAsync(coach, "2026-12-02", "13:00", court: 1));
        (await platform.TakePlaceAsync(moved, "Maja")).Status.ShouldBe(HttpStatusCode.Created);

        var lost = await desk.PostAsync($"/api/v1/lessons/{moved}/change", new { startTime = "12:30" });
        lost.Slug.ShouldBe("lesson_conflicts");
        lost.DateStates().ShouldBe(["coach_taken"]);
        (await desk.PostAsync($"/api/v1/lessons/{moved}/change", new { priceMinor = 9900 })).Slug.ShouldBe("price_agreed");
        // Half over its own old time: a lesson is not in its own way.
        var answer = await desk.PostAsync($"/api/v1/lessons/{moved}/change", new { startTime = "10:30", courtId = await desk.CourtAsync(2), reason = "Sun" });
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        ((string)answer.Json["startLocal"]!).ShouldContain("T10:30");
        ((int)answer.Json["free"]!).ShouldBe(3);
        (await desk.PostAsync($"/api/v1/lessons/{moved}/change", new { title = "Second steps" })).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await platform.MailsAsync("maja@example.test", "lesson_moved")).ShouldBe(1);
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
        (await platform.InLahore().PostAsync($"/api/v1/lessons/{other}/change", new { title = "No" })).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_coach_sees_the_own_pupils_and_notes_who_came_and_nobody_elses()
    {
        var (desk, mine, theirs) = (await platform.DeskAsync(), await platform.CoachAsync("player@madrid.test"), await platform.CoachAsync("owner@madrid.test"));
        var own = await desk.LessonAsync(mine, "2026-12-03", "10:00", title: "Own lesson");
        var foreign = await desk.LessonAsync(theirs, "2026-12-03", "10:00", title: "Foreign lesson", court: 1);
        await platform.TakePlaceAsync(own, "Pia");
        await platform.TakePlaceAsync(foreign, "Fee");
        var coach = platform.Madrid();
        await coach.SignInAsync("player@madrid.test", People.DemoPassword);
        var page = await (await coach.GetAsync("/coach?date=2026-12-03")).Content.ReadAsStringAsync();
        page.ShouldContain("Own lesson");
        page.ShouldContain("Pia");
        page.ShouldNotContain("Foreign lesson");

        var (pia, fee) = (await PlaceAsync("Pia"), await PlaceAsync("Fee"));
        (await coach.SubmitAsync("/coach?date=2026-12-03", $"/coach/places/{pia}", new Dictionary<string, string> { [$"came-{pia}"] = "yes", [$"note-{pia}"] = "Left-handed" })).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await (await coach.GetAsync("/coach?date=2026-12-03")).Content.ReadAsStringAsync()).ShouldContain("Left-handed");
        (await platform.ScalarAsync<bool>("madrid", $"select came_at is not null from lesson_places where id = '{pia}'")).ShouldBeTrue();
        var fields = new Dictionary<string, string> { [$"note-{fee}"] = "Not mine" };
        var borrowed = System.Text.RegularExpressions.Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"");
        fields["__RequestVerificationToken"] = borrowed.Groups[1].Value;
        (await coach.PostFormAsync($"/coach/places/{fee}", fields)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Staff_change_a_lesson_on_a_page_that_shows_how_it_is()
    {
        var (api, coach, court) = (await platform.DeskAsync(), await platform.CoachAsync("player@madrid.test"), await (await platform.DeskAsync()).CourtAsync());
        var path = $"/desk/lessons/{await api.LessonAsync(coach, "2026-12-04", "10:00", title: "Smash")}";
        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        // A select is not among the fields the form is read by.
        var typed = new Dictionary<string, string> { ["court"] = court.ToString(), ["coach"] = coach.ToString(), ["level"] = "all", ["time"] = "11:00" };
        var changed = await desk.SubmitAsync($"{path}/change", $"{path}/change", typed);
        changed.StatusCode.ShouldBe(HttpStatusCode.Found, await changed.Content.ReadAsStringAsync());
        var page = await (await desk.GetAsync(path)).Content.ReadAsStringAsync();
        page.ShouldContain("Smash");
        page.ShouldContain("11:00");
    }

    private Task<Guid> PlaceAsync(string name) => platform.ScalarAsync<Guid>("madrid", $"select id from lesson_places where name = '{name}'");
}
