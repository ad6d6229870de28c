using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Closures;

/// <summary>The desk blocks a court with plain forms: from a free time of the board, and where bookings are in the way only after a second look.</summary>
public sealed class BlockFromBoardTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_click_on_a_free_time_a_reason_and_the_board_shows_it()
    {
        var (desk, slot) = (await AtTheDeskAsync(), await platform.InMadrid().SlotAsync("2026-12-01", "12:00"));

        var blocked = await desk.SubmitAsync(WalkIn(slot), "/desk/block", Until(slot.Start.AddHours(2)));

        blocked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var board = await PageAsync(desk, blocked.Headers.Location!.ToString());
        board.ShouldContain("Mal tiempo");
        var closure = System.Text.RegularExpressions.Regex.Match(board, "/desk/closures/[0-9a-f-]+").Value;
        (await PageAsync(desk, closure)).ShouldContain("Lluvia");
        (await desk.SubmitAsync(closure, $"{closure}/reopen", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await platform.InMadrid().FreeAsync("2026-12-01")).ShouldContain(slot);
    }

    [Fact]
    public async Task Bookings_in_the_way_are_named_and_decided_about_before_anything_happens()
    {
        var (desk, guest) = (await AtTheDeskAsync(), platform.InMadrid());
        var slot = await guest.SlotAsync("2026-12-02", "12:00");
        var booking = await guest.HeldAsync(slot.Moved(60), "Xenia");

        var named = await desk.SubmitAsync(WalkIn(slot), "/desk/block", Until(slot.Start.AddHours(2)));
        named.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = await named.Content.ReadAsStringAsync();
        page.ShouldContain("Xenia");
        (await guest.StatusAsync(booking)).ShouldBe("pending");

        var form = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(page).QuerySelector("form[action='/desk/block']")!;
        var fields = form.QuerySelectorAll("input[name]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        foreach (var (name, value) in Until(slot.Start.AddHours(2))) fields[name] = value;
        // Nothing decided: asked again, and nothing has happened.
        (await desk.PostFormAsync("/desk/block", fields)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await guest.StatusAsync(booking)).ShouldBe("pending");
        var decision = form.QuerySelector("select[name^='decision.']")!;
        // What is only held has nowhere to go.
        decision.QuerySelectorAll("option").Select(option => option.GetAttribute("value")).ShouldBe(["refund"]);
        fields[decision.GetAttribute("name")!] = "refund";
        (await desk.PostFormAsync("/desk/block", fields)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await guest.StatusAsync(booking)).ShouldBe("cancelled");

        // For what is booked the same time on another court suggests itself: there it goes, and stays the guest's.
        var other = await guest.SlotAsync("2026-12-03", "12:00");
        var moved = await guest.HeldAsync(other.Moved(60), "Yago");
        (await guest.ConfirmAsync(moved)).Status.ShouldBe(HttpStatusCode.OK);
        var asked = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await (await desk.SubmitAsync(WalkIn(other), "/desk/block", Until(other.Start.AddHours(2)))).Content.ReadAsStringAsync()).QuerySelector("form[action='/desk/block']")!;
        var chosen = asked.QuerySelectorAll("input[name]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        foreach (var (name, value) in Until(other.Start.AddHours(2))) chosen[name] = value;
        var suggested = asked.QuerySelector("select[name^='decision.']")!;
        chosen[suggested.GetAttribute("name")!] = suggested.QuerySelector("option[selected]")!.GetAttribute("value")!;
        (await desk.PostFormAsync("/desk/block", chosen)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await guest.StatusAsync(moved)).ShouldBe("confirmed");
        (await platform.ScalarAsync<bool>("madrid", $"select court_id <> '{other.CourtId}' and starts_at = '{other.Start.AddHours(1):O}' from bookings where guest_name = 'Yago'")).ShouldBeTrue();
    }

    private async Task<Visitor> AtTheDeskAsync()
    {
        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        await desk.GetAsync("/?lang=es");
        return desk;
    }

    private static string WalkIn(Slot slot) => $"/desk/walk-in?court={slot.CourtId}&start={slot.Start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";

    private static Dictionary<string, string> Until(DateTimeOffset until) =>
        new() { ["until"] = $"{until.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}", ["reason"] = "weather", ["note"] = "Lluvia" };

    private static async Task<string> PageAsync(Visitor visitor, string path) => await (await visitor.GetAsync(path)).Content.ReadAsStringAsync();
}
