namespace PadelSaaS.Browser;

/// <summary>Somebody who runs a club: a second venue without help, courts closed by mistake and opened again, and the player who looks for a time.</summary>
public sealed class OwnerTests
{
    private static readonly DateOnly Day = Journey.DayAhead("Europe/Madrid", 6);

    [Theory, InlineData(360), InlineData(1280)]
    public async Task An_owner_sets_up_a_second_venue_with_a_season_peak_prices_and_a_holiday_without_help(int width)
    {
        await using var owner = await Visitor.WithAsync(width);
        await owner.SignInAsync("smash", "owner", "/manage/venues");
        await owner.TapAsync(owner.Page.Locator("main a[href='/manage/venues/new']").First);
        await owner.TypeAsync("name", $"Ribera {width}");
        await owner.TypeAsync("address", "Paseo de la Ribera 8");
        await owner.TypeAsync("city", "Madrid");
        await owner.TypeAsync("latitude", "40.40");
        await owner.TypeAsync("longitude", "-3.72");
        await owner.TapAsync(owner.Button("Add the venue"));

        await owner.TapAsync(owner.Button("Add a court"));
        await FillAsync(owner, "courts[0].name", "River court");
        await SaveAsync(owner);

        await SectionAsync(owner, "Opening hours");
        await FillAsync(owner, "openings[0].opens", "9");
        await FillAsync(owner, "openings[0].closes", "23:00");
        await owner.TapAsync(owner.Button("Copy Monday to weekdays"));
        await Assertions.Expect(owner.Page.Locator("[name='openings[12].opens']")).Not.ToHaveValueAsync("");
        await SaveAsync(owner);

        await SectionAsync(owner, "Prices");
        await owner.TapAsync(owner.Button("Add a price"));
        await FillAsync(owner, "prices[0].name", "Base");
        await FillAsync(owner, "prices[0].perHourMinor", "20");
        await owner.TapAsync(owner.Button("Add a price"));
        await FillAsync(owner, "prices[1].name", "Evening");
        await FillAsync(owner, "prices[1].perHourMinor", "32");
        await FillAsync(owner, "prices[1].from", "18:00");
        await FillAsync(owner, "prices[1].priority", "20");
        await SaveAsync(owner);

        await SectionAsync(owner, "Seasons");
        await owner.TapAsync(owner.Button("Add a season"));
        await FillAsync(owner, "seasons[0].name", "Summer");
        await owner.Page.Locator("[name='seasons[0].from']").FillAsync($"{Day.Year + 1}-07-01");
        await owner.Page.Locator("[name='seasons[0].to']").FillAsync($"{Day.Year + 1}-08-31");
        await FillAsync(owner, "seasons[0].openings[0].opens", "8");
        await FillAsync(owner, "seasons[0].openings[0].closes", "1:00");
        await owner.ShouldFitAsync();
        await SaveAsync(owner);
        await owner.SeeAsync("smash-seasons");

        await SectionAsync(owner, "Special days");
        await owner.Page.Locator("[name=date]").Last.FillAsync(Day.Iso());
        await owner.TypeAsync("name", "Local holiday");
        await SaveAsync(owner);
        await Assertions.Expect(owner.Page.Locator(".special-days")).ToContainTextAsync("Local holiday");
        await owner.ShouldFitAsync();
        await owner.SeeAsync("smash-special-days");

        await SectionAsync(owner, "Details");
        await owner.TapAsync(owner.Button("Publish the venue"));
        await Assertions.Expect(owner.Page.Locator(".flash")).ToContainTextAsync("Published");
    }

    [Theory, InlineData(360), InlineData(1280)]
    public async Task Courts_are_closed_after_seeing_who_loses_one_and_opened_again_before_anybody_hears(int width)
    {
        var guest = Guest.Called($"Aurora Bellido {width}");
        var day = Day.AddDays(width == 360 ? 1 : 2);
        await using (var player = await Visitor.WithAsync(width)) await player.BookAsync("smash", "centro", day, guest);

        await using var owner = await Visitor.WithAsync(width);
        await owner.SignInAsync("smash", "owner", "/manage/venues/centro/closures");
        await owner.TapAsync(owner.Link("Close courts"));
        await owner.Page.Locator("[name=from]").FillAsync($"{day.Iso()}T08:00");
        await owner.Page.Locator("[name=until]").FillAsync($"{day.Iso()}T23:00");
        await owner.TapAsync(owner.Page.Locator(".save-bar button"));
        await Assertions.Expect(owner.Page.Locator(".impacts")).ToContainTextAsync(guest.Name);
        await owner.ShouldFitAsync();
        await owner.SeeAsync("smash-closure");
        await owner.TapAsync(owner.Button("Give all money back"));
        await Assertions.Expect(owner.Page.Locator(".impacts select").First).ToHaveValueAsync("refund");
        await owner.TapAsync(owner.Button("Close the courts"));
        await Assertions.Expect(owner.Page.Locator(".notice")).ToContainTextAsync("Until then everything can be undone");
        await owner.SeeAsync("smash-closed");
        await owner.TapAsync(owner.Button("Undo"));
        await Assertions.Expect(owner.Page.Locator(".flash")).ToContainTextAsync("everything is as it was");
        await owner.OpenAsync($"/desk?venue=centro&date={day.Iso()}");
        await Assertions.Expect(owner.Page.Locator(".board .item", new PageLocatorOptions { HasText = guest.Name })).ToHaveCountAsync(1);
    }

    [Theory, InlineData(360), InlineData(1280)]
    public async Task A_player_looks_for_an_evening_over_three_days_and_is_one_tap_from_booking(int width)
    {
        await using var player = await Visitor.WithAsync(width);
        await player.OpenAsync($"/book/when?date={Day.AddDays(1).Iso()}", "smash");
        await player.HeadingAsync("When can you play?");
        await player.Page.Locator("[name=days]").SelectOptionAsync("3");
        await player.TapAsync(player.Button("Find times"));
        await Assertions.Expect(player.Page.Locator("h2.day-title").Nth(1)).ToBeVisibleAsync();
        player.Page.Url.ShouldContain("days=3");
        await player.ShouldFitAsync();
        await player.SeeAsync("smash-when");
        await player.TapAsync(player.Page.Locator("a.slot").First);
        await player.HeadingAsync("Your booking");
    }

    private static async Task SaveAsync(Visitor owner)
    {
        await owner.TapAsync(owner.Page.Locator(".save-bar button[value=save]"));
        await Assertions.Expect(owner.Page.Locator(".flash")).ToBeVisibleAsync();
    }

    private static Task FillAsync(Visitor owner, string field, string text) => owner.Page.Locator($"[name='{field}']").FillAsync(text);

    private static Task SectionAsync(Visitor owner, string name) => owner.TapAsync(owner.Page.Locator(".tabs a", new PageLocatorOptions { HasText = name }));
}
