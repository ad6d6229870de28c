namespace PadelSaaS.Browser;

/// <summary>Passkeys with Chromium's virtual authenticator: made at the account, used at the sign-in, removed.</summary>
public sealed class PasskeyTests
{
    private const string Password = "three blue padel balls";

    [Theory, InlineData(360), InlineData(1280)]
    public async Task A_passkey_is_added_signs_in_and_is_removed(int width)
    {
        var guest = Guest.Called("Pilar Llave");
        await using var visitor = await Visitor.WithAsync(width);
        await visitor.CarryKeysAsync();
        await RegisterAsync(visitor, guest);
        await visitor.OpenAsync("/account/passkeys", "smash");
        await visitor.ShouldFitAsync();
        await visitor.TypeAsync("password", Password);
        await visitor.TapAsync(visitor.Button("Add this device"));
        await Assertions.Expect(visitor.Page.Locator("main form[action$='/remove']")).ToHaveCountAsync(1);
        await visitor.ShouldFitAsync();

        await SignOutAsync(visitor);
        await visitor.OpenAsync("/sign-in?return=/account/passkeys", "smash");
        await visitor.ShouldFitAsync();
        await visitor.TapAsync(visitor.Button("Sign in with a passkey"));
        await visitor.HeadingAsync("Passkeys");
        await Assertions.Expect(visitor.Page.Locator("main li")).ToContainTextAsync("Last used");

        visitor.Page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await visitor.TapAsync(visitor.Page.Locator("main form[action$='/remove'] button"));
        await Assertions.Expect(visitor.Page.Locator("main form[action$='/remove']")).ToHaveCountAsync(0);
    }

    private static async Task RegisterAsync(Visitor visitor, Guest guest)
    {
        await visitor.OpenAsync("/register?return=/account", "smash");
        await visitor.TypeAsync("firstName", "Pilar");
        await visitor.TypeAsync("lastName", "Llave");
        await visitor.TypeAsync("email", guest.Email);
        await visitor.TypeAsync("password", Password);
        await visitor.TapAsync(visitor.Button("Open account"));
        await visitor.HeadingAsync("Look into your mail");
        await visitor.FollowLinkAsync(guest);
        await visitor.TapAsync(visitor.Button("Open account and sign in"));
        await visitor.HeadingAsync("Your account");
    }

    private static async Task SignOutAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/account", "smash");
        await visitor.TapAsync(visitor.Page.Locator("main form[action='/sign-out'] button"));
        await Assertions.Expect(visitor.Page.Locator(".menu.account")).ToHaveCountAsync(0);
    }
}
