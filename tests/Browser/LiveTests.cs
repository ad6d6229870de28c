namespace PadelSaaS.Browser;

/// <summary>Two browsers on one day: what one does, the other sees without asking, and keeps what it was doing.</summary>
public sealed class LiveTests
{
    private static readonly DateOnly Day = Journey.DayAhead("Europe/Madrid", 11);

    [Fact]
    public async Task A_time_that_was_taken_leaves_another_visitor_s_page_and_what_is_cancelled_comes_back()
    {
        await using var watcher = await Visitor.WithAsync(1280);
        var free = await watcher.FreeTimesAsync("smash", "centro", Day);
        var before = await free.CountAsync();
        await watcher.Page.EvaluateAsync("() => scrollTo(0, 120)");
        var scroll = await watcher.Page.EvaluateAsync<double>("() => scrollY");

        await using var guest = await Visitor.WithAsync(360);
        await guest.BookAsync("smash", "centro", Day, Guest.Called("Lía Vidal"));
        await Assertions.Expect(free).Not.ToHaveCountAsync(before);
        (await watcher.Page.EvaluateAsync<double>("() => scrollY")).ShouldBe(scroll);

        await guest.TapAsync(guest.Page.Locator("main a[href*='/cancel']"));
        await guest.TapAsync(guest.Page.Locator("button.danger"));
        await Assertions.Expect(free).ToHaveCountAsync(before);
    }

    [Fact]
    public async Task The_desk_sees_a_booking_come_in_while_it_works()
    {
        var guest = Guest.Called("Noa Live");
        await using var desk = await Visitor.WithAsync(1280);
        await desk.SignInAsync("smash", "desk", "/desk");
        await desk.OpenAsync($"/desk?date={Day.AddDays(1).Iso()}");
        var focused = desk.Page.Locator(".board .free a").Last;
        await focused.FocusAsync();

        await using var player = await Visitor.WithAsync(360);
        await player.BookAsync("smash", "centro", Day.AddDays(1), guest);
        await Assertions.Expect(desk.Page.Locator(".board .item", new PageLocatorOptions { HasText = guest.Name })).ToHaveCountAsync(1);
        await Assertions.Expect(focused).ToBeFocusedAsync();
    }
}
