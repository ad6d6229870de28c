namespace PadelSaaS.Browser;

/// <summary>Somebody without a password, with Chromium's virtual authenticator: the account is opened with a passkey, the device is lost, a code lets its owner in.</summary>
public sealed class LostDeviceTests
{
    [Theory, InlineData(360), InlineData(1280)]
    public async Task A_new_player_opens_the_account_with_a_passkey_and_signs_in_with_it(int width)
    {
        var guest = Guest.Called("Nora Nueva");
        await using var phone = await Visitor.WithAsync(width);
        await phone.CarryKeysAsync();
        await SignUpAsync(phone, guest);
        await phone.HeadingAsync("Recovery codes");
        await phone.TapAsync(phone.Link("Not now"));
        await phone.HeadingAsync("Your account");
        await Assertions.Expect(phone.Page.Locator("#signing-in")).ToContainTextAsync("Set a password");

        await phone.TapAsync(phone.Page.Locator("main form[action='/sign-out'] button"));
        await Assertions.Expect(phone.Page.Locator(".menu.account")).ToHaveCountAsync(0);
        await phone.OpenAsync("/sign-in?return=/account/passkeys", "smash");
        await phone.TapAsync(phone.Button("Sign in with a passkey"));
        // Still no codes: they are offered again.
        await phone.HeadingAsync("Recovery codes");
        await phone.TapAsync(phone.Link("Not now"));
        await phone.HeadingAsync("Passkeys");
        await Assertions.Expect(phone.Page.Locator("main li")).ToContainTextAsync("Last used");
    }

    // A new player signs up with a passkey, loses the device, recovers with a code, sees the old session and revokes it.
    [Theory, InlineData(360), InlineData(1280)]
    public async Task A_lost_device_is_replaced_with_a_recovery_code_and_its_session_ended(int width)
    {
        var guest = Guest.Called("Nora Perdida");
        await using var lost = await Visitor.WithAsync(width);
        await lost.CarryKeysAsync();
        await SignUpAsync(lost, guest);
        await lost.HeadingAsync("Recovery codes");
        await lost.SeeAsync("recovery-codes-offered");
        await lost.TapAsync(lost.Button("Show my recovery codes"));
        await Assertions.Expect(lost.Page.Locator("main li code")).ToHaveCountAsync(10);
        await lost.SeeAsync("recovery-codes");
        var code = await lost.Page.Locator("main li code").First.InnerTextAsync();
        await lost.TapAsync(lost.Link("I have kept them"));
        await lost.HeadingAsync("Your account");

        await using var found = await Visitor.WithAsync(width);
        await found.CarryKeysAsync();
        await found.OpenAsync("/sign-in", "smash");
        await found.TapAsync(found.Link("Lost your device?"));
        await found.HeadingAsync("Lost your device?");
        await found.SeeAsync("lost-device");
        await found.TypeAsync("email", guest.Email);
        await found.TypeAsync("code", code.ToUpperInvariant());
        await found.TapAsync(found.Page.Locator("main form[action='/sign-in/recover'] button"));
        await found.HeadingAsync("You are in again");
        await found.SeeAsync("recovered");
        await found.TapAsync(found.Button("Add this device"));
        await Assertions.Expect(found.Page.Locator("main form[action*='/remove']")).ToHaveCountAsync(2);
        found.Page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await found.TapAsync(found.Page.Locator("main form[action*='/remove'] button").First);
        await Assertions.Expect(found.Page.Locator("main form[action*='/remove']")).ToHaveCountAsync(1);
        await found.TapAsync(found.Page.Locator("#devices form[action*='/account/sessions/'][action*='/end?'] button"));
        await Assertions.Expect(found.Page.Locator("#devices li")).ToHaveCountAsync(1);
        await found.ShouldFitAsync();

        await lost.OpenAsync("/account", "smash");
        await lost.HeadingAsync("Sign in");
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
