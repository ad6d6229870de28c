namespace PadelSaaS.Browser;

/// <summary>Places that are few: a court somebody waits for, and one of the places of a lesson.</summary>
public sealed class WaitingTests
{
    [Theory, InlineData(360, 1), InlineData(1280, 2)]
    public async Task Who_waits_for_a_court_is_written_to_and_takes_it_with_one_tap(int width, int ahead)
    {
        var day = Journey.DayAhead("Europe/Madrid", ahead);
        var guest = Guest.Called("Abril Sotelo");
        await using var first = await Visitor.WithAsync(width);
        await using var waiting = await Visitor.WithAsync(width);
        // The late evening of days that nobody closes and whose mornings alone others want.
        foreach (var visitor in new[] { first, waiting }) await visitor.TapAsync((await visitor.FreeTimesAsync("smash", "centro", day)).Last);
        await first.FillInAsync(Guest.Called("Gael Pons"));
        await waiting.FillInAsync(guest);
        await first.HoldAsync();
        await first.PayAtClubAsync();
        await first.ShouldStandAsync();
        var booking = first.Page.Url;

        waiting.Expect(409);
        await waiting.TapAsync(waiting.Page.Locator("form.checkout > button.primary"));
        await waiting.TapAsync(waiting.Page.Locator("a[href^='/waitlist/join']"));
        // The page before has fields of the same names.
        await waiting.HeadingAsync("Tell me if it frees up");
        await waiting.FillInAsync(guest);
        await waiting.TapAsync(waiting.Page.Locator("form.checkout > button.primary"));
        await waiting.HeadingAsync("You are in line");
        await waiting.SeeAsync("smash-in-line");

        await first.Page.GotoAsync(booking);
        await first.TapAsync(first.Page.Locator("main a[href*='/cancel']"));
        await first.TapAsync(first.Page.Locator("button.danger"));
        await Assertions.Expect(first.Page.Locator("button.danger")).ToHaveCountAsync(0);

        await waiting.FollowLinkAsync(guest);
        await waiting.HeadingAsync("A court is held for you");
        await waiting.SeeAsync("smash-offer");
        await waiting.TapAsync(waiting.Button("Take this court"));
        await waiting.Page.WaitForURLAsync("**/bookings/**");
        await waiting.ShouldStandAsync();
    }

    [Theory, InlineData(360), InlineData(1280)]
    public async Task A_place_in_a_lesson_is_taken_and_given_back(int width)
    {
        await using var pupil = await Visitor.WithAsync(width);
        await pupil.OpenAsync("/lessons", "indus");
        await pupil.SeeAsync("indus-lessons");
        var open = pupil.Page.Locator("main .card:not(:has-text('No places left'))", new PageLocatorOptions { HasText = "Off the glass" }).Locator("a").First;
        await pupil.TapAsync(open);
        await pupil.Page.WaitForURLAsync("**/lessons/*-*");
        var lesson = pupil.Page.Url;
        await pupil.FillInAsync(Guest.Called("Hira Qazi"));
        await pupil.TapAsync(pupil.Button("Take a place"));
        await pupil.Page.WaitForURLAsync("**/lessons/places/**");
        await pupil.SeeAsync("indus-place");
        var place = pupil.Page.Url;

        await pupil.TapAsync(pupil.Page.Locator("form[action*='/leave'] button"));
        await Assertions.Expect(pupil.Page.Locator("form[action*='/leave'] button")).ToHaveCountAsync(0);
        await pupil.Page.GotoAsync(lesson);
        await Assertions.Expect(pupil.Button("Take a place")).ToBeVisibleAsync();
        place.ShouldContain("key=");
    }
}
