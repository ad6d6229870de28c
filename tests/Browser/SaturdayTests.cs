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
        await OpenBoardAsync(desk);

        var caller = await TakeCallAsync(desk);
        await TakeWalkInAsync(desk, "Sabato Vega");
        await NoteAsync(desk, caller, "Brings four rackets");
        await OpenBoardAsync(desk);
        await BlockAsync(desk);
        await GiveBackAsync(desk, "Sabato Vega");

        await OpenBoardAsync(desk);
        await Assertions.Expect(Item(desk, "Sabato Vega")).ToHaveCountAsync(0);
        await Assertions.Expect(Item(desk, caller)).ToHaveCountAsync(1);
    }

    // The board listens to keys as soon as it has given one of its cells the focus to come: a key pressed before that is nobody's.
    private static async Task OpenBoardAsync(Visitor desk)
    {
        await desk.OpenAsync($"/desk?venue=karachi&date={Day.Iso()}");
        await Assertions.Expect(desk.Page.Locator(".board a[tabindex='0']")).ToHaveCountAsync(1);
    }

    // Some letters of the name, the arrow, Enter; who it is comes with their number and rate.
    private static async Task<string> TakeCallAsync(Visitor desk)
    {
        var (page, keys) = (desk.Page, desk.Page.Keyboard);
        await page.Locator(".board .free a").First.FocusAsync();
        await keys.PressAsync("n");
        await Assertions.Expect(page.Locator("[name=name]")).ToBeFocusedAsync();
        await keys.TypeAsync("pl");
        var option = page.Locator(".combobox-list li").First;
        await Assertions.Expect(option).ToBeVisibleAsync();
        // The answer to the third letter comes when somebody is chosen already: it takes nothing from under the clerk's fingers.
        var chosen = new TaskCompletionSource();
        await page.RouteAsync("**/*?q=pla", async route =>
        {
            await chosen.Task;
            await route.ContinueAsync();
        });
        var late = page.WaitForResponseAsync(answer => answer.Url.EndsWith("?q=pla", StringComparison.Ordinal));
        await keys.TypeAsync("a");
        await keys.PressAsync("ArrowDown");
        var caller = await option.Locator("strong").InnerTextAsync();
        chosen.SetResult();
        await (await late).FinishedAsync();
        await Assertions.Expect(option).ToHaveAttributeAsync("aria-selected", "true");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("input[type=hidden][name=customer]")).ToHaveCountAsync(1);
        await Assertions.Expect(desk.Button("Book and pay here")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(Item(desk, caller)).ToBeVisibleAsync();
        return caller;
    }

    private static async Task TakeWalkInAsync(Visitor desk, string name)
    {
        var (page, keys) = (desk.Page, desk.Page.Keyboard);
        await desk.SettleAsync();
        await page.Locator(".board .free a").First.FocusAsync();
        await keys.PressAsync("n");
        await Assertions.Expect(page.Locator("[name=name]")).ToBeFocusedAsync();
        await keys.TypeAsync(name);
        await keys.PressAsync("Enter");
        await Assertions.Expect(Item(desk, name)).ToBeVisibleAsync();
    }

    // Found by the search, from wherever one is on the board.
    private static async Task NoteAsync(Visitor desk, string name, string text)
    {
        var (page, keys) = (desk.Page, desk.Page.Keyboard);
        await desk.SettleAsync();
        await keys.PressAsync("/");
        await keys.TypeAsync(name);
        await keys.PressAsync("Enter");
        await Assertions.Expect(Item(desk, name).Locator("a")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        var note = page.Locator("form[action$='/notes'] [name=text]");
        await Assertions.Expect(note).ToBeVisibleAsync();
        await note.FocusAsync();
        await keys.TypeAsync(text);
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(text);
    }

    private static async Task BlockAsync(Visitor desk)
    {
        var (page, keys) = (desk.Page, desk.Page.Keyboard);
        var blocks = page.Locator(".board .item[data-kind=block]");
        var before = await blocks.CountAsync();
        await page.Locator(".board .lane").Last.Locator(".free a").Last.FocusAsync();
        await keys.PressAsync("b");
        await Assertions.Expect(page.Locator("#block")).ToHaveAttributeAsync("open", "");
        await page.Locator("#block button").First.FocusAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(blocks).ToHaveCountAsync(before + 1);
    }

    private static async Task GiveBackAsync(Visitor desk, string name)
    {
        var (page, keys) = (desk.Page, desk.Page.Keyboard);
        await desk.SettleAsync();
        await Item(desk, name).Locator("a").FocusAsync();
        await keys.PressAsync("Enter");
        await page.Locator("main a[href*='/cancel']").FocusAsync();
        await keys.PressAsync("Enter");
        await page.Locator("button.danger").FocusAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("button.danger")).ToHaveCountAsync(0);
    }

    private static ILocator Item(Visitor desk, string name) => desk.Page.Locator(".board .item", new PageLocatorOptions { HasText = name });
}
