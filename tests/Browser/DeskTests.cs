namespace PadelSaaS.Browser;

/// <summary>The desk: the day on one board, a walk-in in two clicks and a name, and all of it without a mouse.</summary>
public sealed class DeskTests
{
    private static readonly DateOnly Day = Journey.DayAhead("Europe/Madrid", 5);

    [Theory, InlineData(360), InlineData(1280)]
    public async Task The_board_shows_who_booked_and_takes_a_walk_in_by_two_clicks_and_a_name(int width)
    {
        var guest = Guest.Called($"Tomás Aldana {width}");
        await using (var player = await Visitor.WithAsync(width)) await player.BookAsync("smash", "centro", Day, guest);

        await using var desk = await Visitor.WithAsync(width);
        await desk.SignInAsync("smash", "desk", "/desk");
        await desk.SeeAsync("smash-desk-today");
        await desk.OpenAsync($"/desk?date={Day.Iso()}");
        await Assertions.Expect(desk.Page.Locator(".board .item", new PageLocatorOptions { HasText = guest.Name })).ToHaveCountAsync(1);

        var (taps, typed) = (desk.Taps, desk.Typed);
        await desk.TapAsync(desk.Page.Locator(".board .free a").First);
        await desk.HeadingAsync("Walk-in");
        await desk.ShouldFitAsync();
        await desk.TypeAsync("name", $"Walk-in {width}");
        await desk.TapAsync(desk.Button("Book and pay here"));
        await Assertions.Expect(desk.Page.Locator(".board .item", new PageLocatorOptions { HasText = $"Walk-in {width}" }).First).ToBeVisibleAsync();
        (desk.Taps - taps).ShouldBe(2);
        (desk.Typed - typed).ShouldBe(1);
        await desk.SeeAsync("smash-desk");
    }

    [Fact]
    public async Task A_walk_in_needs_no_mouse()
    {
        await using var desk = await Visitor.WithAsync(1280);
        await desk.SignInAsync("smash", "desk", "/desk");
        await desk.OpenAsync($"/desk?date={Day.AddDays(1).Iso()}");
        await TabToAsync(desk, ".board .free a");
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.HeadingAsync("Walk-in");
        await Assertions.Expect(desk.Page.Locator("[name=name]")).ToBeFocusedAsync();
        await desk.Page.Keyboard.TypeAsync("Keyboard Ferrer");
        await desk.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(desk.Page.Locator(".board .item", new PageLocatorOptions { HasText = "Keyboard Ferrer" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_guest_books_without_a_mouse()
    {
        await using var visitor = await Visitor.WithAsync(1280);
        await visitor.FreeTimesAsync("smash", "centro", Day.AddDays(1));
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visitor.Page.Locator(".skip")).ToBeFocusedAsync();
        await TabToAsync(visitor, "a.slot");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.HeadingAsync("Your booking");
        await TabToAsync(visitor, "[name=name]");
        foreach (var text in new[] { "Keyboard Prieto", "keyboard.prieto@example.test", "+34 799 000 501" })
        {
            await visitor.Page.Keyboard.TypeAsync(text);
            await visitor.Page.Keyboard.PressAsync("Tab");
        }
        await TabToAsync(visitor, "form.checkout > button.primary");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.HeadingAsync("Nearly yours: choose how to pay");
    }

    [Fact]
    public async Task The_board_prints_as_a_sheet_for_the_wall()
    {
        await using var desk = await Visitor.WithAsync(1280);
        await desk.SignInAsync("smash", "desk", "/desk");
        await desk.OpenAsync($"/desk?date={Day.Iso()}");
        await desk.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        await Assertions.Expect(desk.Page.Locator(".site-head")).ToBeHiddenAsync();
        await Assertions.Expect(desk.Page.Locator(".board .free").First).ToBeHiddenAsync();
        await desk.SeeAsync("smash-desk-print");
    }

    private static async Task TabToAsync(Visitor visitor, string target)
    {
        for (var presses = 0; presses < 80; presses++)
        {
            if (await visitor.Page.EvaluateAsync<bool>("(target) => document.activeElement.matches(target)", target)) return;
            await visitor.Page.Keyboard.PressAsync("Tab");
            (await visitor.Page.EvaluateAsync<bool>(FocusShows)).ShouldBeTrue($"Focus cannot be seen on {await visitor.Page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 160)")}");
        }
        throw new InvalidOperationException($"Tab never reaches {target}.");
    }

    // An outline or a ring on the element or on the box around it (a field, a chip).
    private const string FocusShows = """
        () => { const shows = (node) => { const style = getComputedStyle(node); return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none"; };
          const at = document.activeElement; return at === document.body || shows(at) || shows(at.parentElement); }
        """;
}
