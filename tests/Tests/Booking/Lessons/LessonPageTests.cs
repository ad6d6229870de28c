using System.Net;
using AngleSharp.Html.Parser;
using PadelSaaS.Tests.Booking.Series;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Lessons;

/// <summary>Lessons on pages, without JavaScript: staff plan, a guest takes a place and gives it back.</summary>
public sealed class LessonPageTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Staff_plan_on_a_page_a_guest_takes_a_place_and_gives_it_back_and_the_board_names_the_coach()
    {
        var coach = await platform.CoachAsync("player@madrid.test");
        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        var court = await platform.InMadrid().CourtAsync();
        var typed = new Dictionary<string, string>
        {
            ["court"] = court.ToString(),
            ["coach"] = coach.ToString(),
            ["date"] = "2026-12-02",
            ["time"] = "10:00",
            ["duration"] = "90",
            ["title"] = "Volleys",
            ["price"] = "12,50",
            ["level"] = "advanced",
            ["description"] = "At the net",
        };
        var planned = await desk.SubmitAsync("/desk/lessons/new", "/desk/lessons/new", typed);
        planned.StatusCode.ShouldBe(HttpStatusCode.Found, await planned.Content.ReadAsStringAsync());
        (await TextAsync(desk, planned.Headers.Location!.ToString())).ShouldContain("Volleys");
        (await TextAsync(desk, "/desk?date=2026-12-02")).ShouldContain("Paula Player");
        // Sent again, nothing is planned and the form says what stands in the way, with all that was typed.
        var again = await desk.SubmitAsync("/desk/lessons/new", "/desk/lessons/new", typed);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var said = await again.Content.ReadAsStringAsync();
        said.ShouldContain("The court is taken");
        said.ShouldContain("At the net");

        var lesson = await platform.ScalarAsync<Guid>("madrid", "select booking_id from lessons where title = 'Volleys'");
        var guest = platform.Madrid();
        foreach (var language in (string[])["en", "es"]) (await TextAsync(guest, $"/lessons?lang={language}")).ShouldContain("Volleys");
        await guest.GetAsync("/lessons?lang=en");
        var page = await TextAsync(guest, $"/lessons/{lesson}");
        page.ShouldContain("Paid at the club, before the lesson.");
        page.ShouldContain("Takes place with at least 2 pupils.");
        (await guest.SubmitAsync($"/lessons/{lesson}", $"/lessons/{lesson}", new Dictionary<string, string> { ["name"] = "Nils", ["email"] = "nobody" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var taken = await guest.SubmitAsync($"/lessons/{lesson}", $"/lessons/{lesson}", new Dictionary<string, string> { ["name"] = "Nils", ["email"] = "nils@example.test" });
        taken.StatusCode.ShouldBe(HttpStatusCode.Found, await taken.Content.ReadAsStringAsync());

        var place = taken.Headers.Location!.ToString();
        (await TextAsync(guest, place)).ShouldContain("You have a place");
        (await platform.Madrid().GetAsync(place.Split('?')[0])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await guest.GetAsync(place.Replace("?", "/calendar.ics?", StringComparison.Ordinal))).Content.ReadAsStringAsync()).ShouldContain("STATUS:CONFIRMED");
        (await TextAsync(desk, $"/desk/lessons/{lesson}")).ShouldContain("nils@example.test");
        (await guest.SubmitAsync(place, $"{place.Split('?')[0]}/leave", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await TextAsync(guest, place)).ShouldContain("You gave your place back");

        (await guest.SubmitAsync($"/lessons/{lesson}", $"/lessons/{lesson}", new Dictionary<string, string> { ["name"] = "Nils", ["email"] = "nils@example.test" })).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await desk.SubmitAsync($"/desk/lessons/{lesson}", $"/desk/lessons/{lesson}/cancel", new Dictionary<string, string> { ["reason"] = "Rain" })).StatusCode.ShouldBe(HttpStatusCode.Found);
        await platform.SettleAsync();
        (await platform.MailsAsync("nils@example.test", "lesson_cancelled")).ShouldBe(1);
        (await platform.MailsAsync("nils@example.test", "lesson_booked")).ShouldBe(2);
        (await TextAsync(guest, $"/lessons/{lesson}")).ShouldContain("This lesson is cancelled.");
    }

    private static async Task<string> TextAsync(Visitor visitor, string path)
    {
        var answer = await visitor.GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {html}");
        return new HtmlParser().ParseDocument(html).DocumentElement.TextContent;
    }
}
