namespace PadelSaaS.Browser;

/// <summary>Somebody without a password, with Chromium's virtual authenticator: the account is opened with a passkey.</summary>
public sealed class LostDeviceTests
{
    [Theory, InlineData(360), InlineData(1280)]
    public async Task A_new_player_opens_the_account_with_a_passkey_and_signs_in_with_it(int width)
    {
        var guest = Guest.Called("Nora Nueva");
        await using var phone = await Visitor.WithAsync(width);
        await phone.CarryKeysAsync();
        await SignUpAsync(phone, guest);
        await phone.HeadingAsync("Your account");
        await Assertions.Expect(phone.Page.Locator("#signing-in")).ToContainTextAsync("Set a password");

        await phone.TapAsync(phone.Page.Locator("main form[action='/sign-out'] button"));
        await Assertions.Expect(phone.Page.Locator(".menu.account")).ToHaveCountAsync(0);
        await phone.OpenAsync("/sign-in?return=/account/passkeys", "smash");
        await phone.TapAsync(phone.Button("Sign in with a passkey"));
        await phone.HeadingAsync("Passkeys");
        await Assertions.Expect(phone.Page.Locator("main li")).ToContainTextAsync("Last used");
    }

    private static async Task SignUpAsync(Visitor visitor, Guest guest)
    {
        await visitor.OpenAsync("/register?return=/account", "smash");
        await visitor.TypeAsync("firstName", "Nora");
        await visitor.TypeAsync("lastName", "Nueva");
        await visitor.TypeAsync("email", guest.Email);
        await visitor.ShouldFitAsync();
        await visitor.TapAsync(visitor.Button("Use a passkey instead of a password"));
        await visitor.HeadingAsync("Look into your mail");
        await visitor.FollowLinkAsync(guest);
        await visitor.SeeAsync("open-with-passkey");
        await visitor.TapAsync(visitor.Button("Open account with a passkey"));
    }
}
