namespace PadelSaaS.Browser;

/// <summary>A busy Saturday at the desk from the first call to the last court, with the mouse put away.</summary>
public sealed class SaturdayTests
{
    // Fifteen days ahead at the latest: the next Saturday that no other test books on.
    private static readonly DateOnly Day = Enumerable.Range(15, 7).Select(days => Journey.DayAhead("Asia/Karachi", days)).First(day => day.DayOfWeek == DayOfWeek.Saturday);

    [Fact]
    public async Task A_clerk_runs_a_saturday_by_keyboard_from_a_phone_call_to_a_closed_court()
    {
        await using var desk = await Visitor.WithAsync(1280);
        await desk.SignInAsync("indus", "desk", "/desk");
        await desk.OpenAsync($"/desk?venue=karachi&date={Day.Iso()}");
        var (page, keys) = (desk.Page, desk.Page.Keyboard);
        await Assertions.Expect(page.Locator(".board a[tabindex='0']")).ToHaveCountAsync(1);

        // A customer calls: some letters of the name, the arrow, Enter; who it is comes with their number and rate.
        await page.Locator(".board .free a").First.FocusAsync();
        await keys.PressAsync("n");
        await Assertions.Expect(page.Locator("[name=name]")).ToBeFocusedAsync();
        await keys.TypeAsync("pla");
        var option = page.Locator(".combobox-list li").First;
        await Assertions.Expect(option).ToBeVisibleAsync();
        await keys.PressAsync("ArrowDown");
        var caller = await option.Locator("strong").InnerTextAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("input[type=hidden][name=customer]")).ToHaveCountAsync(1);
        await Assertions.Expect(desk.Button("Book and pay here")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        var called = Item(desk, caller);
        await Assertions.Expect(called).ToBeVisibleAsync();

        // Somebody stands at the desk meanwhile.
        await SettleAsync(desk);
        await page.Locator(".board .free a").First.FocusAsync();
        await keys.PressAsync("n");
        await Assertions.Expect(page.Locator("[name=name]")).ToBeFocusedAsync();
        await keys.TypeAsync("Sabato Vega");
        await keys.PressAsync("Enter");
        var walkIn = Item(desk, "Sabato Vega");
        await Assertions.Expect(walkIn).ToBeVisibleAsync();

        // The caller rings again: found by the search, a note written, and back to the board.
        await SettleAsync(desk);
        await keys.PressAsync("/");
        await keys.TypeAsync(caller);
        await keys.PressAsync("Enter");
        await Assertions.Expect(called.Locator("a")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        var note = page.Locator("form[action$='/notes'] [name=text]");
        await Assertions.Expect(note).ToBeVisibleAsync();
        await note.FocusAsync();
        await keys.TypeAsync("Brings four rackets");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Brings four rackets");

        // A lamp fails: the court beside is closed for an hour; then the walk-in gives theirs back and the place is free again.
        await desk.OpenAsync($"/desk?venue=karachi&date={Day.Iso()}");
        var blocks = page.Locator(".board .item[data-kind=block]");
        var before = await blocks.CountAsync();
        await page.Locator(".board .lane").Last.Locator(".free a").Last.FocusAsync();
        await keys.PressAsync("b");
        await Assertions.Expect(page.Locator("#block")).ToHaveAttributeAsync("open", "");
        await page.Locator("#block button").First.FocusAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(blocks).ToHaveCountAsync(before + 1);

        await SettleAsync(desk);
        await walkIn.Locator("a").FocusAsync();
        await keys.PressAsync("Enter");
        await page.Locator("main a[href*='/cancel']").FocusAsync();
        await keys.PressAsync("Enter");
        await page.Locator("button.danger").FocusAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("button.danger")).ToHaveCountAsync(0);
        await desk.OpenAsync($"/desk?venue=karachi&date={Day.Iso()}");
        await Assertions.Expect(walkIn).ToHaveCountAsync(0);
        await Assertions.Expect(called).ToHaveCountAsync(1);
    }

    private static ILocator Item(Visitor desk, string name) => desk.Page.Locator(".board .item", new PageLocatorOptions { HasText = name });

    // A new page takes the focus to its start: keys pressed before that are the old page's.
    private static async Task SettleAsync(Visitor desk) => await desk.Page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))");
}
