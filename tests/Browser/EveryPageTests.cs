namespace PadelSaaS.Browser;

/// <summary>
/// What holds on every page: it comes in one answer, fits the screen, keeps the rules of accessibility by day and by night, and asks nobody
/// else for anything (which <see cref="Visitor"/> watches throughout).
/// </summary>
public abstract class EveryPageTests(string club, string venue, string zone, string locale, int ahead)
{
    private readonly string language = locale[..2];

    [Theory, InlineData(360), InlineData(1280)]
    public async Task A_guest_s_pages_are_sound(int width)
    {
        await using var guest = await Visitor.WithAsync(width, locale);
        await LookAsync(guest, "/", "home", dark: true);
        await LookAsync(guest, "/my/bookings", "my-bookings-empty");
        await LookAsync(guest, "/sign-in", "sign-in");
        await LookAsync(guest, "/register", "register");
        await LookAsync(guest, $"/venues/{venue}", "venue");
        await LookAsync(guest, "/offline", "offline");
        guest.Expect(404);
        await LookAsync(guest, "/nothing-here", "not-found");
        await LookAsync(guest, $"/book?venue={venue}&date={Day.Iso()}", "book", dark: true);
    }

    [Theory, InlineData(360), InlineData(1280)]
    public async Task The_pages_of_a_booking_are_sound(int width)
    {
        await using var guest = await Visitor.WithAsync(width, locale);
        // Not the first: looking takes a while, and others on this day take the first.
        await guest.TapAsync((await guest.FreeTimesAsync(club, venue, Day)).Nth(3));
        await Assertions.Expect(guest.Page.Locator("[name=email]")).ToBeVisibleAsync();
        await LookAsync(guest, PathOf(guest), "details");
        await guest.Page.EvaluateAsync("() => document.querySelectorAll('[required]').forEach((field) => field.removeAttribute('required'))");
        guest.Expect(400);
        await guest.TapAsync(guest.Page.Locator("form.checkout > button.primary"));
        await Assertions.Expect(guest.Page.Locator("[data-form-errors]")).ToBeVisibleAsync();
        await LookHereAsync(guest, "details-wrong");
        await guest.FillInAsync(Guest.Called("Guadalupe Ferrándiz"));
        await guest.HoldAsync();
        await LookAsync(guest, PathOf(guest), "held");
        await guest.PayAtClubAsync();
        await guest.ShouldStandAsync();
        await LookAsync(guest, PathOf(guest), "confirmed");
        await LookAsync(guest, "/my/bookings", "my-bookings", dark: true);
        await guest.TapAsync(guest.Page.Locator(".card a").First);
        await guest.ShouldStandAsync();
        await guest.TapAsync(guest.Page.Locator("main a[href*='/cancel']"));
        await Assertions.Expect(guest.Page.Locator("button.danger")).ToBeVisibleAsync();
        await LookAsync(guest, PathOf(guest), "cancel");
        await guest.TapAsync(guest.Page.Locator("button.danger"));
        await Assertions.Expect(guest.Page.Locator("button.danger")).ToHaveCountAsync(0);
        await LookAsync(guest, PathOf(guest), "cancelled");
    }

    [Theory, InlineData(360), InlineData(1280)]
    public async Task The_desk_s_pages_are_sound(int width)
    {
        await using var desk = await Visitor.WithAsync(width, locale);
        await desk.SignInAsync(club, "desk", "/account");
        await LookAsync(desk, "/account", "account");
        await LookAsync(desk, $"/desk?venue={venue}&date={Day.Iso()}", "desk", dark: true);
        await desk.TapAsync(desk.Page.Locator(".board .free a").First);
        await Assertions.Expect(desk.Page.Locator("main [name=name]")).ToBeVisibleAsync();
        await LookAsync(desk, PathOf(desk), "walk-in");
    }

    [Theory, InlineData(360), InlineData(1280)]
    public async Task The_pages_of_who_runs_the_club_are_sound(int width)
    {
        await using var owner = await Visitor.WithAsync(width, locale);
        await owner.SignInAsync(club, "owner", "/account");
        foreach (var section in new[] { "", "/courts", "/groups", "/hours", "/days", "/seasons", "/prices", "/extras", "/rules", "/photos", "/closures", "/closures/new" })
            await LookAsync(owner, $"/manage/venues/{venue}{section}", $"manage{section.Replace('/', '-')}");
        foreach (var path in new[] { "/manage/venues", "/manage/venues/new", "/manage/customers", "/manage/customers/import", "/manage/promo-codes", "/manage/promo-codes/new", "/manage/audit" })
            await LookAsync(owner, path, path[1..].Replace('/', '-'));
        foreach (var path in new[] { "/desk/week", "/desk/find?q=a", "/desk/series", "/desk/series/new", "/desk/lessons", "/desk/lessons/new", "/book/when", "/venues", "/lessons", "/series/new" })
            await LookAsync(owner, path, path[1..].Split('?')[0].Replace('/', '-'));
    }

    private DateOnly Day => Journey.DayAhead(zone, ahead);

    private async Task LookAsync(Visitor visitor, string path, string name, bool dark = false)
    {
        var answer = await visitor.OpenAsync(path, club);
        var heading = await visitor.Page.Locator("h1").InnerTextAsync();
        heading.Trim().ShouldNotBeEmpty(path);
        // A page that watches something is fetched again when somebody else changes it meanwhile: that is not what it was missing.
        (await visitor.Page.EvaluateAsync<int>("""
            () => performance.getEntriesByType('resource').filter((entry) => ['fetch', 'xmlhttprequest'].includes(entry.initiatorType)
              && !(document.querySelector('[data-live]') && entry.name === location.href)).length
            """))
            .ShouldBe(0, $"{path} is complete in one answer");
        (await answer.TextAsync()).TrimEnd().ShouldEndWith("</html>");
        await LookHereAsync(visitor, name, dark);
    }

    private async Task LookHereAsync(Visitor visitor, string name, bool dark = false)
    {
        await visitor.SeeAsync($"{club}-{name}-{language}");
        await Rules.ShouldHoldAsync(visitor.Page);
        if (!dark) return;
        await visitor.Page.DarkenAsync();
        await visitor.SeeAsync($"{club}-{name}-{language}-dark");
        await visitor.Page.LightenAsync();
    }

    private static string PathOf(Visitor visitor) => new Uri(visitor.Page.Url).PathAndQuery;
}

/// <summary>In English, at a club with one venue.</summary>
public sealed class EveryPageInEnglishTests() : EveryPageTests("smash", "centro", "Europe/Madrid", "en-GB", 9);

/// <summary>In Urdu, from right to left, at a chain.</summary>
public sealed class EveryPageInUrduTests() : EveryPageTests("indus", "lahore", "Asia/Karachi", "ur-PK", 10);
