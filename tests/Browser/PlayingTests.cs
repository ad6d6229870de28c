namespace PadelSaaS.Browser;

/// <summary>What players do with each other and over the year: an invitation by its link, a booking handed over, one time of the clock for months.</summary>
public sealed class PlayingTests
{
    [Theory, InlineData(360), InlineData(1280)]
    public async Task An_invitation_is_answered_by_its_link_and_the_organiser_sees_it(int width)
    {
        var (guest, friend) = (Guest.Called("Inés Robles"), Guest.Called("Mateo Gil"));
        await using var player = await Visitor.WithAsync(width);
        await player.BookAsync("smash", "centro", Journey.DayAhead("Europe/Madrid", 2), guest);
        var booking = player.Page.Url;
        await player.TapAsync(player.Page.Locator("#people details:has([name=email]) > summary"));
        var form = player.Page.Locator("#people form[action$='/people']");
        await form.Locator("[name=name]").FillAsync(friend.Name);
        await form.Locator("[name=email]").FillAsync(friend.Email);
        await player.TapAsync(form.Locator("button"));
        await Assertions.Expect(player.Page.Locator("#people")).ToContainTextAsync(friend.Name);
        await Assertions.Expect(player.Page.Locator("#people [value=remind]")).ToHaveCountAsync(1);

        await using (var asked = await Visitor.WithAsync(width))
        {
            await asked.FollowLinkAsync(friend);
            await Assertions.Expect(asked.Page.Locator("main")).Not.ToContainTextAsync("€");
            await asked.SeeAsync("smash-invited");
            await asked.TapAsync(asked.Page.Locator("button[name=answer][value=accept]"));
            await Assertions.Expect(asked.Page.Locator("button[name=answer][value=accept]")).ToHaveCountAsync(0);
        }
        await player.Page.GotoAsync(booking);
        await Assertions.Expect(player.Page.Locator("#people")).ToContainTextAsync(friend.Name);
        await Assertions.Expect(player.Page.Locator("#people [value=remind]")).ToHaveCountAsync(0);
    }

    [Theory, InlineData(360), InlineData(1280)]
    public async Task A_booking_is_handed_over_and_opens_for_one_of_the_two(int width)
    {
        var (giver, taker) = (Guest.Called("Olalla Nieto"), Guest.Called("Bruno Sanz"));
        await using var player = await Visitor.WithAsync(width);
        await player.BookAsync("smash", "centro", Journey.DayAhead("Europe/Madrid", 14), giver);
        // The address with its key; this device is told apart by its cookie, which is worth nothing either once it is somebody else's.
        var booking = player.Page.Url;
        await player.TapAsync(player.Page.Locator("#transfer summary"));
        await player.Page.Locator("#transfer [name=email]").FillAsync(taker.Email);
        await player.TapAsync(player.Page.Locator("#transfer [value=offer]"));
        await Assertions.Expect(player.Page.Locator("#transfer [value=withdraw]")).ToBeVisibleAsync();

        await using (var other = await Visitor.WithAsync(width))
        {
            await other.FollowLinkAsync(taker);
            await other.SeeAsync("smash-offered");
            await other.TypeAsync("name", taker.Name);
            await other.TapAsync(other.Page.Locator("button[name=answer][value=accept]"));
            await other.Page.WaitForURLAsync("**/bookings/**");
            await other.ShouldStandAsync();
        }
        player.Expect(404);
        (await player.Page.GotoAsync(booking))!.Status.ShouldBe(404);
    }

    [Theory, InlineData(360), InlineData(1280)]
    public async Task A_weekly_time_over_the_end_of_october_shows_the_same_wall_clock_on_every_date(int width)
    {
        var first = Journey.DayAhead("Europe/Madrid", 9);
        await using var player = await Visitor.WithAsync(width);
        await player.SignInAsync("smash", "player");
        await player.TapAsync((await player.FreeTimesAsync("smash", "centro", first)).Last);
        await player.TapAsync(player.Page.Locator("a[href^='/series/new']"));
        await player.Page.Locator("[name=every]").SelectOptionAsync("4");
        await player.Page.Locator("[name=ends]").SelectOptionAsync("until");
        await player.TypeAsync("until", first.AddDays(48 * 7).Iso());
        await player.TapAsync(player.Page.Locator("button[name=act][value=check]"));
        var times = player.Page.Locator(".series-dates .time");
        await Assertions.Expect(times).ToHaveCountAsync(13);
        await player.ShouldFitAsync();
        // Some of these dates are in winter and some in summer, whatever day it is today.
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid");
        Enumerable.Range(0, 13).Select(date => zone.GetUtcOffset(first.AddDays(date * 28).ToDateTime(new TimeOnly(12, 0)))).Distinct().Count().ShouldBe(2);
        (await times.AllInnerTextsAsync()).Distinct().ShouldHaveSingleItem();

        // A date somebody else has is left out by name; without that nothing is booked.
        var taken = player.Page.Locator(".series-dates li[data-open] input[value=skip]");
        var skipped = await taken.CountAsync();
        for (var at = 0; at < skipped; at++) await taken.Nth(at).CheckAsync(new LocatorCheckOptions { Force = true });
        await player.TapAsync(player.Page.Locator("button[name=act][value=book]"));
        await player.Page.WaitForURLAsync("**/series/*-*");
        var booked = player.Page.Locator("main .series-dates .time");
        await Assertions.Expect(booked).ToHaveCountAsync(13 - skipped);
        (await booked.AllInnerTextsAsync()).Select(text => text.Split('·')[0].Trim()).Distinct().ShouldHaveSingleItem();
        await player.SeeAsync("smash-series");
    }
}
