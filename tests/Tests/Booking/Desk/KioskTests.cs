using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Desk;

/// <summary>The screen at the entrance: opened by staff, good for checking in and for nothing else.</summary>
public sealed class KioskTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_player_checks_in_by_code_scan_or_initial_from_half_an_hour_before_to_the_end()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-11-24", "12:00");
        var (first, second, third) = (await MoveTests.ConfirmedAsync(player, slot, "Ximena"), await ConfirmedAsync(slot.Moved(90)), await ConfirmedAsync(slot.Moved(180)));
        platform.Clock.Now = slot.Start.AddMinutes(-31);
        var kiosk = await OpenAsync();
        (await PageAsync(kiosk)).ShouldNotContain("X.");
        var early = await CheckInAsync(kiosk, "code", await CodeAsync(first));
        early.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await BodyAsync(early)).ShouldContain("You can check in from 11:30 on.");

        platform.Clock.Now = slot.Start.AddMinutes(-30);
        var start = await PageAsync(kiosk);
        start.ShouldContain("X.");
        start.ShouldNotContain("Ximena");
        start.ShouldContain("data-refresh=\"20\" data-refresh-to=\"/kiosk\"");
        var done = await CheckInAsync(kiosk, "code", (await CodeAsync(first)).ToLowerInvariant());
        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await BodyAsync(await kiosk.GetAsync(done.Headers.Location!.ToString()))).ShouldContain("Welcome, Ximena!");
        (await platform.ScalarAsync<string>("madrid", $"select status from bookings where id = '{first}'")).ShouldBe("in_progress");

        platform.Clock.Now = slot.Start.AddMinutes(75);
        (await CheckInAsync(kiosk, "code", $"http://madrid.localhost/bookings/{second}/check-in")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        platform.Clock.Now = slot.Start.AddMinutes(165);
        (await CheckInAsync(kiosk, "booking", third.ToString())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await CheckInAsync(kiosk, "code", "000000")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from booking_history where act = 'arrived' and actor_id is null")).ShouldBe(3);
    }

    [Fact]
    public async Task Opening_it_ends_the_session_of_who_did_even_for_a_copy_of_its_cookie()
    {
        var device = platform.Madrid();
        await device.SignInAsync("desk@madrid.test", People.DemoPassword);
        var copy = platform.Madrid();
        foreach (var (name, value) in device.Cookies) copy.Cookies[name] = value;
        (await copy.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await device.SubmitAsync("/desk", "/desk/kiosk", new Dictionary<string, string>())).Headers.Location!.ToString().ShouldBe("/kiosk");
        (await copy.GetAsync("/desk")).Headers.Location!.ToString().ShouldContain("sign-in");
        (await platform.ScalarAsync<long>("madrid", "select count(*) from sessions where revoked_reason = 'kiosk'")).ShouldBeGreaterThan(0);

        // Signing in again brings the desk back on the same device.
        await device.SignInAsync("desk@madrid.test", People.DemoPassword);
        (await device.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_can_do_nothing_else_and_nobody_else_can_open_it()
    {
        var kiosk = await OpenAsync();
        foreach (var path in new[] { "/desk", "/desk/find?q=za", "/account", "/desk/week" })
            (await kiosk.GetAsync(path)).Headers.Location!.ToString().ShouldContain("sign-in", customMessage: path);
        (await platform.Madrid().GetAsync("/kiosk")).Headers.Location!.ToString().ShouldBe("/desk");
        var forged = platform.Madrid();
        forged.Cookies["kiosk"] = "anything";
        (await forged.GetAsync("/kiosk")).Headers.Location!.ToString().ShouldBe("/desk");

        // A club's kiosk is nobody at another club.
        var abroad = platform.Lahore();
        abroad.Cookies["kiosk"] = kiosk.Cookies["kiosk"];
        (await abroad.GetAsync("/kiosk")).Headers.Location!.ToString().ShouldBe("/desk");
        (await kiosk.PostFormAsync("/kiosk", new Dictionary<string, string> { ["code"] = "000000" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<Visitor> OpenAsync()
    {
        var device = platform.Madrid();
        await device.SignInAsync("desk@madrid.test", People.DemoPassword);
        (await device.SubmitAsync("/desk", "/desk/kiosk", new Dictionary<string, string>())).Headers.Location!.ToString().ShouldBe("/kiosk");
        return device;
    }

    private async Task<Guid> ConfirmedAsync(Slot slot) => await MoveTests.ConfirmedAsync(platform.InMadrid(), slot);

    private async Task<string> CodeAsync(Guid id) => (string)(await (await platform.InMadrid().SignInAsync("desk@madrid.test")).SeeAsync(id)).Json["code"]!;

    private static Task<HttpResponseMessage> CheckInAsync(Visitor kiosk, string field, string value) =>
        kiosk.SubmitAsync("/kiosk", "/kiosk", new Dictionary<string, string> { [field] = value });

    private static async Task<string> PageAsync(Visitor kiosk) => await BodyAsync(await kiosk.GetAsync("/kiosk"));

    private static async Task<string> BodyAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
}
