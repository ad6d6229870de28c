namespace PadelSaaS.Browser;

/// <summary>Accounts at the pages: open one, leave, come back, and be told when the password is wrong.</summary>
public sealed class AccountTests
{
    private const string Password = "three blue padel balls";

    [Theory, InlineData(360), InlineData(1280)]
    public async Task An_account_is_opened_left_and_entered_again(int width)
    {
        var guest = Guest.Called("Elisa Montoro");
        await using var visitor = await Visitor.WithAsync(width);
        await visitor.OpenAsync("/register?return=/account", "smash");
        await visitor.ShouldFitAsync();
        await visitor.TypeAsync("firstName", "Elisa");
        await visitor.TypeAsync("lastName", "Montoro");
        await visitor.TypeAsync("email", guest.Email);
        await visitor.TypeAsync("password", Password);
        await visitor.TapAsync(visitor.Button("Open account"));
        await visitor.HeadingAsync("Look into your mail");
        await visitor.ShouldFitAsync();
        await visitor.FollowLinkAsync(guest);
        await visitor.HeadingAsync("Open your account");
        await visitor.ShouldFitAsync();
        await visitor.TapAsync(visitor.Button("Open account and sign in"));
        await visitor.HeadingAsync("Your account");
        await visitor.ShouldFitAsync();

        await visitor.TapAsync(visitor.Page.Locator("main form[action='/sign-out'] button"));
        await Assertions.Expect(visitor.Page.Locator(".menu.account")).ToHaveCountAsync(0);

        await visitor.OpenAsync("/sign-in?return=/account");
        await visitor.TypeAsync("email", guest.Email);
        await visitor.TypeAsync("password", "not the password");
        visitor.Expect(400);
        visitor.Expect(401);
        await visitor.TapAsync(visitor.Page.Locator("form[action^='/sign-in'] button.primary"));
        await Assertions.Expect(visitor.Page.Locator("[data-form-errors]")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("[name=email]")).ToHaveValueAsync(guest.Email);
        await visitor.SeeAsync("smash-sign-in-wrong");

        await visitor.TypeAsync("password", Password);
        await visitor.TapAsync(visitor.Page.Locator("form[action^='/sign-in'] button.primary"));
        await visitor.HeadingAsync("Your account");
        new Uri(visitor.Page.Url).AbsolutePath.ShouldBe("/account");
    }

    [Theory, InlineData(360), InlineData(1280)]
    public async Task Signing_in_while_booking_leads_back_to_the_chosen_time(int width)
    {
        await using var visitor = await Visitor.WithAsync(width);
        await visitor.TapAsync((await visitor.FreeTimesAsync("smash", "centro", Journey.DayAhead("Europe/Madrid", 1))).First);
        await visitor.HeadingAsync("Your booking");
        var chosen = visitor.Page.Url;
        await visitor.TapAsync(visitor.Page.Locator("main a[href^='/sign-in']"));
        // The form being left asks for an address too.
        await visitor.HeadingAsync("Sign in");
        await visitor.TypeAsync("email", "player@smash.test");
        await visitor.TypeAsync("password", "Padel-demo-2026");
        await visitor.TapAsync(visitor.Page.Locator("form[action^='/sign-in'] button.primary"));
        await visitor.HeadingAsync("Your booking");
        visitor.Page.Url.ShouldBe(chosen);
        await Assertions.Expect(visitor.Page.Locator("[name=email]")).ToHaveCountAsync(0);
        await visitor.SeeAsync("smash-details-known");
        await visitor.HoldAsync();
        await visitor.HeadingAsync("Nearly yours: choose how to pay");
    }
}
