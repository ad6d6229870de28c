using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Series;

/// <summary>Series on pages, without JavaScript: pattern, list, one button.</summary>
public sealed class SeriesPageTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Staff_book_for_a_guest_who_sees_all_dates_with_the_key_and_clicking_twice_books_once()
    {
        var desk = await SignedInAsync("desk@madrid.test");
        var fields = await FormAsync(desk, "/desk/series/new?start=2026-12-01T17:00:00Z");
        fields["time"].ShouldBe("18:00");
        (fields["name"], fields["email"], fields["times"]) = ("Nora", "nora@example.test", "6");

        var seen = await PostAsync(desk, "/desk/series/new", fields, "check");
        seen.Page.QuerySelectorAll(".series-dates > li").Length.ShouldBe(6);
        var shown = Fields(seen.Page);
        shown["name"].ShouldBe("Nora");

        shown["act"] = "book";
        var booked = await desk.PostFormAsync("/desk/series/new", shown);
        booked.StatusCode.ShouldBe(HttpStatusCode.Found, await booked.Content.ReadAsStringAsync());
        var path = booked.Headers.Location!.ToString();
        (await desk.PostFormAsync("/desk/series/new", shown)).Headers.Location!.ToString().ShouldBe(path);
        (await platform.CountAsync("guest_name = 'Nora'")).ShouldBe(6);

        (await PageAsync(desk, path)).QuerySelectorAll(".series-dates a.on-date").Length.ShouldBe(6);
        (await desk.GetAsync("/desk/series")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        var link = await platform.ScalarAsync<string>("madrid", "select substring(content from '/series/[^ \\n]*key=[A-Za-z0-9_-]+') from notification_logs where type = 'email' and recipient = 'nora@example.test'");
        (await PageAsync(platform.Madrid(), link)).QuerySelectorAll(".series-dates a.on-date[href*='key=']").Length.ShouldBe(6);
        (await platform.Madrid().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await platform.Madrid().GetAsync(link.Replace("?", "/calendar.ics?", StringComparison.Ordinal))).Content.ReadAsStringAsync()).Split("BEGIN:VEVENT").Length.ShouldBe(7);
    }

    [Fact]
    public async Task A_date_that_was_lost_meanwhile_is_marked_and_nothing_is_typed_again()
    {
        var player = await SignedInAsync("player@madrid.test");
        var fields = await FormAsync(player, "/series/new?start=2026-12-03T14:00:00Z");
        (fields["note"], fields["times"]) = ("Bring balls", "4");
        var shown = Fields((await PostAsync(player, "/series/new", fields, "check")).Page);
        var rival = platform.InMadrid();
        await rival.HeldAsync(await rival.SlotAsync("2026-12-03", "15:00"));

        var lost = await PostAsync(player, "/series/new", shown, "book", HttpStatusCode.Conflict);
        var open = lost.Page.QuerySelectorAll(".series-dates > li[data-open]").ShouldHaveSingleItem();
        open.TextContent.ShouldContain("Just taken");
        var again = Fields(lost.Page);
        again["note"].ShouldBe("Bring balls");
        (await platform.CountAsync("special_requests = 'Bring balls'")).ShouldBe(0);

        var other = open.QuerySelectorAll("input[type=radio]")[0];
        again[other.GetAttribute("name")!] = other.GetAttribute("value")!;
        again["act"] = "book";
        (await player.PostFormAsync("/series/new", again)).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await platform.CountAsync("special_requests = 'Bring balls' and booking_type = 'series'")).ShouldBe(4);
        (await PageAsync(player, "/my/bookings")).QuerySelectorAll("a[href^='/series/']").Length.ShouldBe(1);
    }

    private async Task<Visitor> SignedInAsync(string email)
    {
        var visitor = platform.Madrid();
        await visitor.SignInAsync(email, People.DemoPassword);
        return visitor;
    }

    private static async Task<Dictionary<string, string>> FormAsync(Visitor visitor, string path) => Fields(await PageAsync(visitor, path));

    private static async Task<(IHtmlDocument Page, string Html)> PostAsync(Visitor visitor, string path, Dictionary<string, string> fields, string act, HttpStatusCode status = HttpStatusCode.OK)
    {
        fields["act"] = act;
        var answer = await visitor.PostFormAsync(path, fields);
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, html);
        return (new HtmlParser().ParseDocument(html), html);
    }

    private static async Task<IHtmlDocument> PageAsync(Visitor visitor, string path)
    {
        var answer = await visitor.GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {html}");
        return new HtmlParser().ParseDocument(html);
    }

    // What a browser would send: every field, but of ticks and choices only what is chosen.
    private static Dictionary<string, string> Fields(IHtmlDocument page, string form = "form[action$='/new']")
    {
        var fields = new Dictionary<string, string>();
        foreach (var field in page.QuerySelectorAll($"{form} input[name], {form} select[name]"))
        {
            if (field is IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }) continue;
            fields[field.GetAttribute("name")!] = field is IHtmlSelectElement select ? select.Value ?? "" : field.GetAttribute("value") ?? "";
        }
        return fields;
    }
}
