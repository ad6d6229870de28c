using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Draws;

/// <summary>The pages of a draw without a script: enter, leave, see the result, take the court. And the owner who sets it up.</summary>
public sealed class DrawPageTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_player_enters_on_the_page_is_drawn_and_takes_the_court_with_one_press()
    {
        platform.Clock.Now = DrawnClub.Noon.AddMinutes(-2);
        (await BodyAsync(await platform.Madrid().GetAsync("/draws"))).ShouldContain("All times of this venue are first come, first served.");
        await platform.DrawsAsync();
        var id = (Guid)(await platform.InMadrid().DrawOfAsync("2026-11-27"))["id"]!;
        (await BodyAsync(await platform.Madrid().GetAsync("/draws"))).ShouldContain($"/draws/{id}");
        var anybody = await BodyAsync(await platform.Madrid().GetAsync($"/draws/{id}"));
        anybody.ShouldContain("Sign in to enter");
        anybody.ShouldContain((string)(await platform.InMadrid().LookAtAsync(id))["commitment"]!);

        var pia = platform.Madrid();
        await pia.SignInAsync("p1@madrid.test", People.DemoPassword);
        var fields = new Dictionary<string, string> { ["duration"] = "90", ["start-0"] = "18:00", ["start-1"] = "18:00", ["start-2"] = "", ["court"] = "" };
        var wrong = await pia.SubmitAsync($"/draws/{id}", $"/draws/{id}/enter", fields);
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await BodyAsync(wrong)).ShouldContain("Name each start once.");
        fields["start-1"] = "19:30";
        (await pia.SubmitAsync($"/draws/{id}", $"/draws/{id}/enter", fields)).Headers.Location!.ToString().ShouldBe($"/draws/{id}?done=entered");
        (await BodyAsync(await pia.GetAsync($"/draws/{id}?done=entered"))).ShouldContain("You are in the draw as number 1.");

        var waits = await BodyAsync(await pia.GetAsync("/my/bookings"));
        foreach (var said in (string[])["Your draws", $"/draws/{id}", "You have entered", "Enter until"]) waits.ShouldContain(said);
        waits.ShouldNotContain("Nothing booked yet");

        platform.Clock.Now = DrawnClub.Noon;
        await platform.SettleAsync();
        var won = await BodyAsync(await pia.GetAsync("/my/bookings"));
        foreach (var said in (string[])["A court is held for you", "Take it until Tue 24 Nov, 12:10"]) won.ShouldContain(said);
        var drawn = await BodyAsync(await pia.GetAsync($"/draws/{id}"));
        drawn.ShouldContain("Take this court");
        drawn.ShouldContain((string)(await platform.InMadrid().LookAtAsync(id))["seed"]!);
        // Opening the link takes nothing.
        (await platform.ScalarAsync<string>("madrid", "select status from bookings where source = 'draw'")).ShouldBe("pending");
        var entry = await platform.ScalarAsync<Guid>("madrid", $"select id from draw_entries where draw_id = '{id}'");
        var taken = await pia.SubmitAsync($"/draws/{id}", $"/draws/entries/{entry}/accept", new Dictionary<string, string>());
        taken.Headers.Location!.ToString().ShouldStartWith("/bookings/");
        await platform.SettleAsync();
        (await platform.ScalarAsync<string>("madrid", "select status from bookings where source = 'draw'")).ShouldBe("confirmed");
        (await BodyAsync(await pia.GetAsync($"/draws/{id}"))).ShouldContain("You took a court");
        // Now it is a booking like any other; nobody else sees any of it.
        var mine = await BodyAsync(await pia.GetAsync("/my/bookings"));
        mine.ShouldContain("Coming up");
        mine.ShouldNotContain("Your draws");
        (await BodyAsync(await platform.Madrid().GetAsync("/my/bookings"))).ShouldContain("Nothing booked yet");
    }

    [Theory]
    [InlineData("policy.draw.daysBefore", "15", "The draw would be before bookings open", "horizonDays")]
    [InlineData("policy.draw.time", "19:00", "longer to confirm than is left", "policy.draw.confirmMinutes")]
    [InlineData("leadMinutes", "600", "the notice for a start at 18:00 would be over", "policy.draw.time")]
    public async Task Rules_that_contradict_a_draw_are_refused_and_both_fields_are_named(string field, string value, string sentence, string other)
    {
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        var fields = new Dictionary<string, string>
        {
            ["policy.draw.daysBefore"] = "0",
            ["policy.draw.time"] = "12:00",
            ["policy.draw.confirmMinutes"] = "60",
            ["policy.draw.windows[0].days"] = "5",
            ["policy.draw.windows[0].from"] = "18:00",
            ["policy.draw.windows[0].to"] = "21:00",
        };
        fields[field] = value;
        var refused = await owner.SubmitAsync("/manage/venues/centro/rules", "/manage/venues/centro/rules", fields);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await BodyAsync(refused));
        page.Body!.TextContent.ShouldContain(sentence);
        foreach (var named in (string[])[field, other]) page.QuerySelector($"[name='{named}']")!.GetAttribute("aria-invalid").ShouldBe("true", named);
        // What was typed is still there.
        page.QuerySelector("[name='policy.draw.windows[0].from']")!.GetAttribute("value").ShouldBe("18:00");
    }

    private static Task<string> BodyAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();
}
