namespace PadelSaaS.Browser;

/// <summary>The desk's smaller things, all by keyboard: a phone booking, a note, arrivals, giving back, the week; and the screen at the entrance.</summary>
public sealed class DeskDayTests
{
    private static readonly DateOnly Day = Journey.DayAhead("Europe/Madrid", 11);

    [Fact]
    public async Task A_booking_is_taken_noted_found_and_given_back_without_a_mouse()
    {
        await using var desk = await Visitor.WithAsync(1280);
        await desk.SignInAsync("smash", "desk", "/desk");
        await desk.OpenAsync($"/desk?date={Day.Iso()}");
        var keys = desk.Page.Keyboard;
        await desk.Page.Locator(".board .free a").First.FocusAsync();
        await keys.PressAsync("Enter");
        await desk.HeadingAsync("Walk-in");
        await keys.TypeAsync("Saturday Quiroga");
        await keys.PressAsync("Enter");
        var item = desk.Page.Locator(".board .item", new PageLocatorOptions { HasText = "Saturday Quiroga" });
        await Assertions.Expect(item).ToBeVisibleAsync();

        await item.Locator("a").FocusAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(desk.Page.Locator("form[action$='/notes'] [name=text]")).ToBeVisibleAsync();
        var booking = desk.Page.Url;
        await desk.Page.Locator("form[action$='/notes'] [name=text]").FocusAsync();
        await keys.TypeAsync("Wants the quiet court");
        await keys.PressAsync("Enter");
        await Assertions.Expect(desk.Page.Locator("main")).ToContainTextAsync("Wants the quiet court");

        // Found by a part of the name, from any page of the desk: one hit leads to its place on the board.
        await desk.OpenAsync("/desk/find?q=");
        await desk.Page.Locator("main [name=q]").FocusAsync();
        await keys.TypeAsync("day quiro");
        await keys.PressAsync("Enter");
        await Assertions.Expect(item).ToBeVisibleAsync();

        await desk.Page.GotoAsync(booking);
        await desk.Page.Locator("main a[href*='/cancel']").FocusAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(desk.Page.Locator("button.danger")).ToBeVisibleAsync();
        await desk.Page.Locator("button.danger").FocusAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(desk.Page.Locator("button.danger")).ToHaveCountAsync(0);
        await desk.OpenAsync($"/desk?date={Day.Iso()}");
        await Assertions.Expect(item).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_day_of_money_cash_a_terminal_a_part_given_back_a_count_that_does_not_fit_and_the_report_on_paper()
    {
        await using var desk = await Visitor.WithAsync(1280);
        desk.Page.Dialog += (_, question) => _ = question.AcceptAsync();
        await desk.SignInAsync("smash", "desk", "/desk");
        await desk.OpenAsync("/desk/till");
        await desk.TypeAsync("float", "50");
        await desk.TapAsync(desk.Page.Locator("form[action$='/open'] button"));
        await Assertions.Expect(desk.Page.Locator("main")).ToContainTextAsync("The till is open.");

        await TakeAsync(desk, "Cash Barragán", "cash", change: true);
        await TakeAsync(desk, "Terminal Oteiza", "terminal");
        // Of what the terminal took, 5.00 goes back: not one's own money, so with a reason.
        var form = desk.Page.Locator("form[action$='/give-back']");
        await desk.TapAsync(desk.Page.Locator("details.card summary").First);
        await form.Locator("[name=amount]").FillAsync("5");
        await form.Locator("[name=reason]").FillAsync("The lights failed for ten minutes");
        await desk.TapAsync(form.Locator("button"));
        await Assertions.Expect(desk.Page.Locator("main")).ToContainTextAsync("Goes back, or has gone back");
        await desk.SeeAsync("smash-desk-money");

        await desk.OpenAsync("/desk/till");
        await desk.TapAsync(desk.Link("Count and close"));
        await desk.HeadingAsync("Count and close the till");
        // Less than the float: it is never right, and the report asks what happened.
        await desk.TypeAsync("counted", "40");
        await desk.TapAsync(desk.Button("Close the till"));
        await desk.HeadingAsync("Day report of the till");
        await desk.TypeAsync("reason", "A note fell behind the drawer");
        await desk.TapAsync(desk.Page.Locator("form[action$='/explain'] button"));
        await Assertions.Expect(desk.Page.Locator("form[action$='/explain']")).ToHaveCountAsync(0);
        foreach (var line in (string[])["is missing", "A note fell behind the drawer", "The lights failed for ten minutes"]) await Assertions.Expect(desk.Page.Locator("main")).ToContainTextAsync(line);
        await desk.SeeAsync("smash-till");
        await desk.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        await Assertions.Expect(desk.Page.Locator(".site-head")).ToBeHiddenAsync();
        await Assertions.Expect(desk.Page.Locator("[data-print]")).ToBeHiddenAsync();
        await desk.SeeAsync("smash-till-print");
    }

    [Theory, InlineData(360), InlineData(1280)]
    public async Task The_week_shows_every_day_and_leads_to_it(int width)
    {
        await using var desk = await Visitor.WithAsync(width);
        await desk.SignInAsync("smash", "desk", "/desk/week");
        await desk.OpenAsync("/desk/week");
        var days = desk.Page.Locator("tbody a[href*='/desk?']");
        await Assertions.Expect(days).ToHaveCountAsync(7);
        await desk.SeeAsync("smash-week");
        await desk.TapAsync(days.Nth(6));
        await Assertions.Expect(desk.Page.Locator(".board")).ToBeVisibleAsync();
    }

    [Theory, InlineData(360), InlineData(1280)]
    public async Task A_screen_at_the_entrance_checks_in_and_opens_nothing_else(int width)
    {
        await using var screen = await Visitor.WithAsync(width);
        var (venue, typed, tapped) = await OpenVenue.ExpectingAsync($"Entrance {width}", "Yolanda Prat", "Quintín Rey");
        await screen.SignInAsync("smash", "desk", "/desk");
        await screen.OpenAsync($"/desk?venue={venue}");
        screen.Page.Dialog += (_, question) => _ = question.AcceptAsync();
        await screen.TapAsync(screen.Page.Locator("form[action='/desk/kiosk'] button"));
        await screen.HeadingAsync("Check in");
        await screen.SeeAsync("smash-kiosk");
        await screen.TypeAsync("code", typed.ToLowerInvariant());
        await screen.TapAsync(screen.Button("I am here"));
        await screen.HeadingAsync("Welcome, Yolanda!");
        await screen.SeeAsync("smash-kiosk-welcome");
        await screen.OpenAsync("/kiosk");
        // Who has come is no longer waited for; the other one finds themselves by initial and time.
        var initials = screen.Page.Locator(".kiosk-names button");
        await Assertions.Expect(initials).ToHaveCountAsync(1);
        await Assertions.Expect(initials).ToContainTextAsync("Q.");
        await Assertions.Expect(screen.Page.Locator("main")).Not.ToContainTextAsync("Quintín");
        await screen.TapAsync(initials);
        await screen.HeadingAsync("Welcome, Quintín!");
        await screen.OpenAsync("/kiosk");
        await Assertions.Expect(initials).ToHaveCountAsync(0);
        // Twice is no second arrival, and no refusal either.
        await screen.TypeAsync("code", tapped);
        await screen.TapAsync(screen.Button("I am here"));
        await screen.HeadingAsync("Welcome, Quintín!");
        await screen.OpenAsync("/kiosk");
        foreach (var status in (int[])[400, 404, 409]) screen.Expect(status);
        await screen.TypeAsync("code", "ZZZZZZ");
        await screen.TapAsync(screen.Button("I am here"));
        await Assertions.Expect(screen.Page.Locator(".notice")).ToBeVisibleAsync();
        await screen.OpenAsync("/desk");
        new Uri(screen.Page.Url).AbsolutePath.ShouldBe("/sign-in");
    }

    // A walk-in from the board, and its money.
    private static async Task TakeAsync(Visitor desk, string name, string method, bool change = false)
    {
        await desk.OpenAsync($"/desk?date={Day.AddDays(1).Iso()}");
        await desk.TapAsync(desk.Page.Locator(".board .free a").First);
        await desk.HeadingAsync("Walk-in");
        await desk.TypeAsync("name", name);
        await desk.TapAsync(desk.Button("Book and pay here"));
        await desk.TapAsync(desk.Page.Locator(".board .item", new PageLocatorOptions { HasText = name }).Locator("a"));
        await desk.TapAsync(desk.Page.Locator("a[href*='/desk/pay/']").First);
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync("Money for booking");
        if (change) await desk.TypeAsync("tendered", "100");
        await desk.TapAsync(desk.Page.Locator($"button[name=method][value={method}]"));
        await Assertions.Expect(desk.Page.Locator("main")).ToContainTextAsync("Nothing is due");
        if (change) await Assertions.Expect(desk.Page.Locator(".change")).ToContainTextAsync("Change to give");
    }
}
