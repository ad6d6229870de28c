namespace PadelSaaS.Browser;

/// <summary>The board by mouse and by keys alone: what a desk does on a Saturday.</summary>
public sealed class BoardTests
{
    private static readonly DateOnly Day = Journey.DayAhead("Europe/Madrid", 10);

    [Fact]
    public async Task A_booking_is_dragged_with_its_price_said_before_the_drop_and_put_back_by_one_key()
    {
        await using var desk = await Visitor.WithAsync(1280);
        await OpenAsync(desk, Day.AddDays(-1));
        await WalkInAsync(desk, "Drago Torres");
        var item = Item(desk, "Drago Torres");
        var (before, court) = (await item.Locator(".when").InnerTextAsync(), await LaneAsync(desk, item));
        await item.ScrollIntoViewIfNeededAsync();
        var box = (await item.BoundingBoxAsync())!;
        await desk.Page.Mouse.MoveAsync(box.X + 30, box.Y + 10);
        await desk.Page.Mouse.DownAsync();
        await desk.Page.Mouse.MoveAsync(box.X + 40, box.Y + 30);
        await desk.Page.Mouse.MoveAsync(box.X + 30 + box.Width, box.Y + 10, new MouseMoveOptions { Steps = 6 });
        var ghost = desk.Page.Locator(".board .ghost");
        await Assertions.Expect(ghost).ToHaveAttributeAsync("data-state", "yes");
        await Assertions.Expect(ghost).ToContainTextAsync("€");
        await desk.SeeAsync("smash-desk-drag");
        await desk.Page.Mouse.UpAsync();
        await Assertions.Expect(desk.Page.Locator(".flash")).ToContainTextAsync("Drago Torres now plays on");
        await ShouldStandOnAsync(desk, item, court + 1);
        await desk.Page.Keyboard.PressAsync("u");
        await ShouldStandOnAsync(desk, item, court);
        await Assertions.Expect(item.Locator(".when")).ToHaveTextAsync(before);
        await Assertions.Expect(desk.Page.Locator("[data-key=u]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_saturday_needs_no_mouse_walk_in_move_stretch_undo_block_search_and_days()
    {
        await using var desk = await Visitor.WithAsync(1280);
        await OpenAsync(desk, Day);
        var keys = desk.Page.Keyboard;

        // Walk-in: from the first free cell by N.
        var free = await RoomAsync(desk);
        await free.FocusAsync();
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(free).Not.ToBeFocusedAsync();
        await keys.PressAsync("ArrowUp");
        await Assertions.Expect(free).ToBeFocusedAsync();
        await keys.PressAsync("n");
        await desk.HeadingAsync("Walk-in");
        await Assertions.Expect(desk.Page.Locator("[name=name]")).ToBeFocusedAsync();
        await keys.TypeAsync("Saturday Soto");
        await keys.PressAsync("Enter");
        var item = Item(desk, "Saturday Soto");
        await Assertions.Expect(item).ToBeVisibleAsync();

        // Search: / and a name, Enter puts the focus on it. The new page has taken the focus to its start before.
        await desk.SettleAsync();
        await keys.PressAsync("/");
        await keys.TypeAsync("saturday so");
        await keys.PressAsync("Enter");
        await Assertions.Expect(item.Locator("a")).ToBeFocusedAsync();

        // Move: half an hour later on the next court; Enter drops.
        var (before, court) = (await item.Locator(".when").InnerTextAsync(), await LaneAsync(desk, item));
        await keys.PressAsync("m");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("ArrowRight");
        await Assertions.Expect(desk.Page.Locator(".board .ghost")).ToHaveAttributeAsync("data-state", "yes");
        await Assertions.Expect(desk.Page.Locator("#board-said")).ToContainTextAsync("€");
        await keys.PressAsync("Enter");
        await ShouldStandOnAsync(desk, item, court + 1);
        await Assertions.Expect(item.Locator(".when")).Not.ToHaveTextAsync(before);
        await keys.PressAsync("u");
        await Assertions.Expect(item.Locator(".when")).ToHaveTextAsync(before);

        // Stretch: longer by half an hour, said before it is dropped.
        await item.Locator("a").FocusAsync();
        await keys.PressAsync("m");
        await keys.PressAsync("+");
        await Assertions.Expect(desk.Page.Locator("#board-said")).ToContainTextAsync("(+€");
        await keys.PressAsync("Enter");
        await Assertions.Expect(item).ToHaveAttributeAsync("data-length", "120");

        // Escape leaves everything as it was.
        await item.Locator("a").FocusAsync();
        await keys.PressAsync("m");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Escape");
        await Assertions.Expect(desk.Page.Locator(".board .ghost")).ToHaveCountAsync(0);
        await Assertions.Expect(item.Locator("a")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_court_is_blocked_and_days_are_turned_by_keys()
    {
        await using var desk = await Visitor.WithAsync(1280);
        await OpenAsync(desk, Day.AddDays(8));
        var keys = desk.Page.Keyboard;

        // Block: B on a free cell opens the form for it.
        await desk.Page.Locator(".board .lane").Nth(2).Locator(".free a").First.FocusAsync();
        await keys.PressAsync("b");
        await Assertions.Expect(desk.Page.Locator("#block")).ToHaveAttributeAsync("open", "");
        await desk.Page.Locator("#block button").First.FocusAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(desk.Page.Locator(".board .item[data-kind=block]")).ToHaveCountAsync(1);

        // Days, and the list of keys.
        var day = await desk.Page.Locator("h1").InnerTextAsync();
        await desk.SettleAsync();
        await keys.PressAsync("]");
        await Assertions.Expect(desk.Page.Locator("h1")).Not.ToHaveTextAsync(day);
        await desk.SettleAsync();
        await keys.PressAsync("[");
        await desk.HeadingAsync(day);
        await desk.SettleAsync();
        await keys.PressAsync("?");
        await Assertions.Expect(desk.Page.Locator("#board-keys")).ToHaveAttributeAsync("open", "");
        await keys.PressAsync("Escape");
        await keys.PressAsync("t");
        await Assertions.Expect(desk.Page.Locator("h1")).Not.ToHaveTextAsync(day);
    }

    [Fact]
    public async Task What_sets_a_rule_aside_asks_why_before_it_is_dropped()
    {
        await using var desk = await Visitor.WithAsync(1280);
        var guest = Guest.Called("Reason Rey");
        await using (var player = await Visitor.WithAsync(360)) await player.BookAsync("smash", "centro", Journey.DayAhead("Europe/Madrid", 13), guest);
        await OpenAsync(desk, Journey.DayAhead("Europe/Madrid", 13));
        var item = Item(desk, guest.Name);
        await item.Locator("a").FocusAsync();
        var keys = desk.Page.Keyboard;
        await keys.PressAsync("m");
        // Half an hour is no length this club offers.
        for (var press = 0; press < 2; press++) await keys.PressAsync("-");
        await Assertions.Expect(desk.Page.Locator(".board .ghost")).ToHaveAttributeAsync("data-state", "why");
        await keys.PressAsync("Enter");
        await Assertions.Expect(desk.Page.Locator("#board-why")).ToHaveAttributeAsync("open", "");
        await Assertions.Expect(desk.Page.Locator("#board-why [name=why]")).ToBeFocusedAsync();
        await keys.TypeAsync("They have to leave early");
        await keys.PressAsync("Enter");
        await Assertions.Expect(desk.Page.Locator(".flash")).ToContainTextAsync("now plays on");
        await Assertions.Expect(item).ToHaveAttributeAsync("data-length", "30");
    }

    private static ILocator Item(Visitor desk, string name) => desk.Page.Locator(".board .item", new PageLocatorOptions { HasText = name });

    private static async Task OpenAsync(Visitor desk, DateOnly day)
    {
        await desk.SignInAsync("smash", "desk", "/desk");
        await desk.OpenAsync($"/desk?date={day.Iso()}");
        await Assertions.Expect(desk.Page.Locator(".board a[tabindex='0']")).ToHaveCountAsync(1);
    }

    /// <summary>A free time whose neighbours are free as well, on its court and on the next one: the demo's own bookings are in nobody's way.</summary>
    private static async Task<ILocator> RoomAsync(Visitor desk)
    {
        var href = await desk.Page.EvaluateAsync<string>("""
            () => {
              const lanes = [...document.querySelectorAll(".board .lane")].map((lane) => new Map([...lane.querySelectorAll(".free")].map((li) => [Number(li.dataset.at), li])));
              const isFree = (lane, at) => [0, 30, 60, 90, 120].every((later) => lanes[lane].has(at + later));
              for (let lane = 0; lane + 1 < lanes.length; lane++)
                for (const [at, li] of lanes[lane]) if (isFree(lane, at) && isFree(lane + 1, at)) return li.firstElementChild.getAttribute("href");
            }
            """);
        return desk.Page.Locator($".board a[href='{href}']");
    }

    private static async Task<int> LaneAsync(Visitor desk, ILocator item) => await item.EvaluateAsync<int>("(item) => [...document.querySelectorAll('.board .lane')].indexOf(item.closest('.lane'))");

    private static async Task ShouldStandOnAsync(Visitor desk, ILocator item, int lane) =>
        await Assertions.Expect(desk.Page.Locator(".board .lane").Nth(lane).Locator(".item").Filter(new LocatorFilterOptions { HasText = await item.Locator("strong").InnerTextAsync() })).ToHaveCountAsync(1);

    private static async Task WalkInAsync(Visitor desk, string name)
    {
        await desk.TapAsync(await RoomAsync(desk));
        await desk.TypeAsync("name", name);
        await desk.TapAsync(desk.Button("Book and pay here"));
        await Assertions.Expect(Item(desk, name)).ToBeVisibleAsync();
    }
}
