using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Notifications;

namespace PadelSaaS.Tests.Booking.Desk;

/// <summary>What the desk moves and takes back at once is nobody's news.</summary>
public sealed class UndoneMailTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private static readonly TimeSpan AWhile = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_move_that_is_taken_back_at_once_sends_no_mail_and_one_that_stands_sends_one()
    {
        var (desk, id, slot) = await BookedAsync("2026-12-02", "10:00", "Ula");
        await MoveAsync(desk, id, slot.Moved(180));
        await platform.SettleAsync();
        (await MovedAsync("ula")).ShouldBe(0);
        await UndoAsync(id);
        await WaitAsync();
        (await MovedAsync("ula")).ShouldBe(0);

        await MoveAsync(desk, id, slot.Moved(180));
        await WaitAsync();
        (await MovedAsync("ula")).ShouldBe(1);
        (await platform.NewestMailAsync("ula@example.test", "text")).ShouldContain("13:00–14:30");
    }

    [Fact]
    public async Task Taken_back_after_the_mail_has_left_the_booker_hears_that_too()
    {
        var (desk, id, slot) = await BookedAsync("2026-12-03", "10:00", "Vera");
        await MoveAsync(desk, id, slot.Moved(180));
        await WaitAsync();
        await UndoAsync(id);
        await WaitAsync();
        (await MovedAsync("vera")).ShouldBe(2);
        (await platform.NewestMailAsync("vera@example.test", "text")).ShouldContain("10:00–11:30");
    }

    [Fact]
    public async Task Of_two_moves_of_which_the_second_is_taken_back_the_booker_hears_where_the_court_is_now()
    {
        var (desk, id, slot) = await BookedAsync("2026-12-04", "10:00", "Wim");
        await MoveAsync(desk, id, slot.Moved(180));
        await MoveAsync(desk, id, slot.Moved(360));
        await UndoAsync(id);
        await WaitAsync();
        (await MovedAsync("wim")).ShouldBe(1);
        (await platform.NewestMailAsync("wim@example.test", "text")).ShouldContain("13:00–14:30");
    }

    private async Task UndoAsync(Guid id)
    {
        var board = platform.Madrid();
        await board.SignInAsync("desk@madrid.test", People.DemoPassword);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await (await board.GetAsync("/desk")).Content.ReadAsStringAsync());
        var token = page.QuerySelector("#board-move input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (await board.PostFormAsync("/desk/undo", new Dictionary<string, string> { ["booking"] = $"{id}", ["__RequestVerificationToken"] = token })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private Task<long> MovedAsync(string name) => platform.CountAsync($"{name}@example.test", "Your booking moved");

    private async Task WaitAsync()
    {
        await platform.SettleAsync();
        platform.Clock.Advance(AWhile);
        await platform.SettleAsync();
    }

    private static async Task MoveAsync(Player desk, Guid id, Slot slot)
    {
        var moved = await desk.PostAsync($"/api/v1/bookings/{id}/change", new { courtId = slot.CourtId, start = slot.Start, durationMinutes = 90, reason = "Lights are out" });
        moved.Status.ShouldBe(HttpStatusCode.OK, moved.Body);
    }

    private async Task<(Player Desk, Guid Id, Slot Slot)> BookedAsync(string date, string time, string name)
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync(date, time);
        var id = await MoveTests.ConfirmedAsync(player, slot, name);
        await platform.SettleAsync();
        platform.Clock.Advance(AWhile);
        return (await platform.InMadrid().SignInAsync("desk@madrid.test"), id, slot);
    }
}
