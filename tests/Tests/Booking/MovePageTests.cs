using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

/// <summary>The page on which a booking is moved, as a browser without a script uses it.</summary>
public sealed class MovePageTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task It_shows_the_difference_before_the_button_and_moves()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-12-01", "12:00");
        var (id, key) = await ConfirmedAsync(player, slot);
        (await PageAsync(player, $"/bookings/{id}?key={key}")).ShouldContain($"/bookings/{id}/change?key={key}");

        var grid = await PageAsync(player, $"/bookings/{id}/change?key={key}");
        grid.ShouldContain("aria-current=\"true\"");
        grid.ShouldNotContain("New price");

        var to = slot.Moved(6 * 60);
        var chosen = $"/bookings/{id}/change?key={key}&duration=90&court={to.CourtId}&start={to.Start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
        var offer = await PageAsync(player, chosen);
        offer.ShouldContain("New price");
        offer.ShouldContain("€60.00");
        offer.ShouldContain("Tue 1 Dec, 12:00–13:30");

        var moved = await player.Visitor.SubmitAsync(chosen, $"/bookings/{id}/change", new Dictionary<string, string>());
        moved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await PageAsync(player, moved.Headers.Location!.ToString())).ShouldContain("18:00–19:30");
    }

    [Fact]
    public async Task Hard_case_8_who_was_slower_is_shown_what_is_left_and_loses_nothing()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-12-02", "12:00");
        var (id, key) = await ConfirmedAsync(player, slot);
        var to = slot.Moved(120);
        var chosen = $"/bookings/{id}/change?key={key}&duration=90&court={to.CourtId}&start={to.Start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
        (await PageAsync(player, chosen)).ShouldContain("Move the booking");
        var rival = platform.InMadrid();
        (await rival.HoldAsync(to)).Status.ShouldBe(HttpStatusCode.Created);

        var page = await player.Visitor.PostFormAsync($"/bookings/{id}/change", await FieldsAsync(player, $"/bookings/{id}/change?key={key}&duration=90&court={to.CourtId}&start={to.Moved(90).Start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}", to));
        page.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
        html.ShouldContain("Somebody was faster");
        html.ShouldContain("Your booking is as it was");
        (await player.SeeAsync(id)).Json["start"]!.GetValue<DateTimeOffset>().ShouldBe(slot.Start);
    }

    [Fact]
    public async Task Too_late_it_says_so_and_a_stranger_sees_nothing()
    {
        var player = platform.InMadrid();
        var (id, key) = await ConfirmedAsync(player, await player.SlotAsync("2026-11-24", "19:00"));
        (await PageAsync(player, $"/bookings/{id}?key={key}")).ShouldNotContain("/change");
        (await PageAsync(player, $"/bookings/{id}/change?key={key}")).ShouldContain("It is too late to change this booking yourself.");
        (await platform.Madrid().GetAsync($"/bookings/{id}/change")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().GetAsync($"/bookings/{id}/calendar.ics")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    // What a browser would send that had the page open before somebody else took the time.
    private static async Task<Dictionary<string, string>> FieldsAsync(Player player, string path, Slot slot)
    {
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await PageAsync(player, path));
        var form = page.QuerySelectorAll("form[method=post]").Single(one => one.GetAttribute("action")!.EndsWith("/change", StringComparison.Ordinal));
        var fields = form.QuerySelectorAll("input[name]").ToDictionary(one => one.GetAttribute("name")!, one => one.GetAttribute("value") ?? "");
        fields["slot"] = $"{slot.CourtId:N} {slot.Start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {slot.Price}";
        return fields;
    }

    private static async Task<(Guid Id, string Key)> ConfirmedAsync(Player player, Slot slot)
    {
        var id = await MoveTests.ConfirmedAsync(player, slot);
        return (id, player.Visitor.Headers["X-Booking-Key"]);
    }

    private static async Task<string> PageAsync(Player player, string path)
    {
        var answer = await player.Visitor.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
