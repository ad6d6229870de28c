using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Desk;

/// <summary>Who is here and who did not come is noted on the board, when it is possible, and refused by name when it is not.</summary>
public sealed class BoardAttendanceTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task The_board_says_what_may_be_noted_and_notes_it()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-11-26", "12:00");
        var (missed, arrived) = (await MoveTests.ConfirmedAsync(player, slot, "Nuno"), await MoveTests.ConfirmedAsync(platform.InMadrid(), slot.Moved(120), "Ada"));
        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);

        platform.Clock.Now = slot.Start.AddMinutes(-1);
        var board = await BoardAsync(desk);
        board.ShouldContain("data-may=\"arrive\"");
        board.ShouldNotContain("data-may=\"arrive miss\"");
        var early = await NoteAsync(desk, "missed", missed);
        early.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await BodyAsync(early)).ShouldContain("This booking has not begun yet.");

        platform.Clock.Now = slot.Start.AddMinutes(20);
        (await BoardAsync(desk)).ShouldContain("data-may=\"arrive miss\"");
        (await NoteAsync(desk, "missed", missed)).Headers.Location!.ToString().ShouldBe("/desk?venue=centro&date=2026-11-26");
        (await NoteAsync(desk, "arrived", arrived)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await StatusAsync(missed), await StatusAsync(arrived)).ShouldBe(("no_show", "in_progress"));
        var after = await BoardAsync(desk);
        after.ShouldContain("Did not come");
        after.ShouldNotContain("data-may=");
        (await NoteAsync(desk, "missed", arrived)).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        // A player, and the desk of another club, note nothing.
        (await player.Visitor.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var abroad = platform.Lahore();
        await abroad.SignInAsync("desk@lahore.test", People.DemoPassword);
        (await NoteAsync(abroad, "missed", arrived)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<string> StatusAsync(Guid id) => platform.ScalarAsync<string>("madrid", $"select status from bookings where id = '{id}'");

    private static Task<HttpResponseMessage> NoteAsync(Visitor desk, string what, Guid id) =>
        desk.SubmitAsync("/desk", $"/desk/{what}", new Dictionary<string, string> { ["booking"] = id.ToString(), ["venue"] = "centro", ["date"] = "2026-11-26" });

    private static async Task<string> BoardAsync(Visitor desk) => await BodyAsync(await desk.GetAsync("/desk?date=2026-11-26"));

    private static async Task<string> BodyAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
}
