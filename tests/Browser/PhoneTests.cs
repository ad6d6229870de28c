namespace PadelSaaS.Browser;

/// <summary>Somebody calls the desk: found while their name is typed, by keys alone, or step by step without a script.</summary>
public sealed class PhoneTests
{
    private static readonly DateOnly Day = Journey.DayAhead("Europe/Madrid", 12);

    [Theory, InlineData(360), InlineData(1280)]
    public async Task A_customer_is_found_while_typing_taken_by_keys_and_booked(int width)
    {
        await using var desk = await Visitor.WithAsync(width);
        await OpenAsync(desk, Day);
        var keys = desk.Page.Keyboard;
        var name = desk.Page.Locator("[name=name]");
        await Assertions.Expect(name).ToHaveAttributeAsync("role", "combobox");
        await Assertions.Expect(name).ToBeFocusedAsync();
        await keys.TypeAsync("mar esco");
        var option = desk.Page.Locator("[role=option]:visible");
        await Assertions.Expect(option).ToHaveCountAsync(1);
        await Assertions.Expect(name).ToHaveAttributeAsync("aria-expanded", "true");
        await Assertions.Expect(option).ToContainTextAsync("player@smash.test");
        await desk.SeeAsync("smash-phone-found");
        await Rules.ShouldHoldAsync(desk.Page);

        // Escape closes and keeps what was typed; the arrow opens again, and Enter takes what is chosen.
        await keys.PressAsync("Escape");
        await Assertions.Expect(option).ToHaveCountAsync(0);
        await Assertions.Expect(name).ToHaveValueAsync("mar esco");
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(option).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(name).ToHaveAttributeAsync("aria-activedescendant", (await option.GetAttributeAsync("id"))!);
        await keys.PressAsync("Enter");
        await Assertions.Expect(desk.Page.Locator("main [name=customer]")).ToHaveCountAsync(1);
        await Assertions.Expect(desk.Page.Locator("main")).ToContainTextAsync("Mails go to player@smash.test.");
        await Assertions.Expect(desk.Button("Book and pay here")).ToBeFocusedAsync();
        await desk.SeeAsync("smash-phone-customer");
        await Rules.ShouldHoldAsync(desk.Page);
        await keys.PressAsync("Enter");
        await Assertions.Expect(desk.Page.Locator(".flash")).ToContainTextAsync("Marta Escobedo plays on");
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_a_walk_in_and_enter_books_it()
    {
        await using var desk = await Visitor.WithAsync(1280);
        await OpenAsync(desk, Day.AddDays(1));
        await desk.Page.Keyboard.TypeAsync("Mar Desconocida");
        await desk.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(desk.Page.Locator(".flash")).ToContainTextAsync("Mar Desconocida plays on");
    }

    [Fact]
    public async Task Without_a_script_the_look_up_is_a_step_of_its_own()
    {
        await using var desk = await Visitor.WithAsync(360, scripts: false);
        await OpenAsync(desk, Day.AddDays(1));
        await desk.TapAsync(desk.Page.Locator("summary", new PageLocatorOptions { HasText = "Look up a customer" }));
        await desk.TypeAsync("q", "player@smash");
        await desk.TapAsync(desk.Button("Find"));
        await desk.TapAsync(desk.Link("Marta Escobedo"));
        await Assertions.Expect(desk.Page.Locator("main [name=customer]")).ToHaveCountAsync(1);
        await desk.SeeAsync("smash-phone-without-script");
        await desk.TapAsync(desk.Button("Book and pay here"));
        await Assertions.Expect(desk.Page.Locator(".flash")).ToContainTextAsync("Marta Escobedo plays on");
    }

    private static async Task OpenAsync(Visitor desk, DateOnly day)
    {
        await desk.SignInAsync("smash", "desk", "/desk");
        await desk.OpenAsync($"/desk?date={day.Iso()}");
        await desk.TapAsync(desk.Page.Locator(".board .lane").Nth(3).Locator(".free a").First);
        await desk.HeadingAsync("Walk-in");
    }
}
