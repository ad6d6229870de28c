using System.Net;
using AngleSharp.Html.Parser;
using PadelSaaS.Tests.Booking.Series;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Lessons;

/// <summary>A coach keeps the own hours on a page, who runs the venues those of all; nobody else does.</summary>
public sealed class CoachHoursPageTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_coach_keeps_the_own_week_and_days_off_and_lessons_are_planned_by_them()
    {
        var coach = await platform.CoachAsync("player@madrid.test");
        var paula = platform.Madrid();
        await paula.SignInAsync("player@madrid.test", People.DemoPassword);
        (await TextAsync(paula, "/coach")).ShouldContain("/coach/hours");

        var typed = new Dictionary<string, string> { ["w2-0-from"] = "16:00", ["w2-0-to"] = "later", ["d0-date"] = "2026-12-08", ["travel"] = "20" };
        var wrong = await paula.SubmitAsync("/coach/hours", "/coach/hours", typed);
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = new HtmlParser().ParseDocument(await wrong.Content.ReadAsStringAsync());
        page.QuerySelector("[name='w2-0-from']")!.GetAttribute("aria-invalid").ShouldBe("true");
        page.QuerySelector("[name='d0-date']")!.GetAttribute("value").ShouldBe("2026-12-08");
        (await platform.ScalarAsync<long>("madrid", "select count(*) from coach_hours")).ShouldBe(0);

        typed["w2-0-to"] = "20:00";
        (await paula.SubmitAsync("/coach/hours", "/coach/hours", typed)).Headers.Location!.ToString().ShouldBe("/coach/hours?done=saved");
        (await TextAsync(paula, "/coach/hours?done=saved")).ShouldContain("The hours are saved.");
        (await platform.ScalarAsync<int>("madrid", $"select travel_minutes from coach_hours where coach_id = '{coach}'")).ShouldBe(20);

        // Tuesdays from 16:00, and not on the eighth.
        var desk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        var court = await desk.CourtAsync();
        (await desk.PostAsync("/api/v1/lessons", Teaching.Wish(court, coach, "2026-12-01", "12:00"))).DateStates().ShouldBe(["coach_away"]);
        (await desk.PostAsync("/api/v1/lessons", Teaching.Wish(court, coach, "2026-12-08", "17:00"))).DateStates().ShouldBe(["coach_away"]);
        (await desk.PostAsync("/api/v1/lessons", Teaching.Wish(court, coach, "2026-12-01", "17:00"))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Who_runs_the_venues_keeps_everybodys_hours_and_others_keep_nobodys()
    {
        var coach = await platform.CoachAsync("desk@madrid.test");
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        (await TextAsync(owner, "/manage/coaches")).ShouldContain("Diego Desk");
        var path = $"/manage/coaches/{coach}";
        (await owner.SubmitAsync(path, path, new Dictionary<string, string> { ["w1-0-from"] = "09:00", ["w1-0-to"] = "12:00", ["w1-1-from"] = "22:00", ["w1-1-to"] = "01:00" })).Headers.Location!.ToString().ShouldBe($"{path}?done=saved");
        (await platform.ScalarAsync<int>("madrid", $"select jsonb_array_length(weekly) from coach_hours where coach_id = '{coach}'")).ShouldBe(2);
        (await owner.GetAsync($"/manage/coaches/{Guid.CreateVersion7()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var diego = platform.Madrid();
        await diego.SignInAsync("desk@madrid.test", People.DemoPassword);
        (await diego.GetAsync("/manage/coaches")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var abroad = platform.Lahore();
        await abroad.SignInAsync("owner@lahore.test", People.DemoPassword);
        (await abroad.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().GetAsync("/coach/hours")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static async Task<string> TextAsync(Visitor visitor, string path) => await (await visitor.GetAsync(path)).Content.ReadAsStringAsync();
}
