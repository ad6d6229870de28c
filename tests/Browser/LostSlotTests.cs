namespace PadelSaaS.Browser;

/// <summary>Two people want one court at one time.</summary>
public sealed class LostSlotTests
{
    [Theory, InlineData(360), InlineData(1280)]
    public async Task The_slower_one_keeps_what_was_typed_and_is_one_tap_from_another_court(int width)
    {
        var day = Journey.DayAhead("Europe/Madrid", 4);
        await using var faster = await Visitor.WithAsync(width);
        await using var slower = await Visitor.WithAsync(width);
        foreach (var visitor in new[] { faster, slower }) await visitor.TapAsync((await visitor.FreeTimesAsync("smash", "centro", day)).First);
        var guest = Guest.Called("Noa Etxarri");
        await faster.FillInAsync(Guest.Called("Pau Rosell"));
        await slower.FillInAsync(guest);
        await faster.HoldAsync();

        slower.Expect(409);
        await slower.TapAsync(slower.Page.Locator("form.checkout > button.primary"));
        var others = slower.Page.Locator(".alternatives button");
        await Assertions.Expect(others).ToHaveCountAsync(3);
        await Assertions.Expect(slower.Page.Locator("[name=name]")).ToHaveValueAsync(guest.Name);
        await Assertions.Expect(slower.Page.Locator("[name=email]")).ToHaveValueAsync(guest.Email);
        await Assertions.Expect(slower.Page.Locator("[name=phone]")).ToHaveValueAsync(guest.Phone);
        await slower.SeeAsync("smash-lost");

        await slower.TapAsync(others.First);
        await slower.HeadingAsync("Nearly yours: choose how to pay");
    }
}
