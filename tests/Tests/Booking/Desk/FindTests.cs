using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Desk;

/// <summary>A name, a code or a number leads the desk to a booking on any day.</summary>
public sealed class FindTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task One_hit_leads_to_its_place_several_are_listed_and_another_club_finds_nothing()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-12-01", "12:00");
        var id = await MoveTests.ConfirmedAsync(player, slot, "Zacarías");
        await MoveTests.ConfirmedAsync(platform.InMadrid(), slot.Moved(90), "Zaida");
        var code = (string)(await player.SeeAsync(id)).Json["code"]!;
        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);

        var place = $"date=2026-12-01#b-{id}";
        foreach (var words in new[] { "zacar", code, code.ToLowerInvariant(), "ZACARÍAS@example.test" })
            (await desk.GetAsync($"/desk/find?q={Uri.EscapeDataString(words)}")).Headers.Location!.ToString().ShouldEndWith(place, customMessage: words);
        var both = await (await desk.GetAsync("/desk/find?q=za")).Content.ReadAsStringAsync();
        both.ShouldContain("Zaida");
        both.ShouldContain(place.Replace("&", "&amp;", StringComparison.Ordinal));
        (await (await desk.GetAsync("/desk/find?q=%2B34%20600%20000")).Content.ReadAsStringAsync()).ShouldContain("Zaida");
        foreach (var (words, said) in new[] { ("", "Write two letters or more"), ("z", "Write two letters or more"), ("%25%25", "Nothing found"), ("nobody at all", "Nothing found"), (new string('x', 200), "Nothing found"), ("a%00b", "Nothing found") })
            (await (await desk.GetAsync($"/desk/find?q={words}")).Content.ReadAsStringAsync()).ShouldContain(said, customMessage: words);

        var abroad = platform.Lahore();
        await abroad.SignInAsync("desk@lahore.test", People.DemoPassword);
        (await (await abroad.GetAsync($"/desk/find?q={code}&lang=en")).Content.ReadAsStringAsync()).ShouldContain("Nothing found");
        (await player.Visitor.GetAsync("/desk/find?q=za")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}
