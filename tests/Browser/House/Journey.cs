using System.Globalization;

namespace PadelSaaS.Browser.House;

/// <summary>The steps of a booking in any language: found by what the form sends, not by the words on it.</summary>
internal static class Journey
{
    /// <summary>A date at a club, as addresses carry it.</summary>
    public static DateOnly DayAhead(string zone, int days) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime).AddDays(days);

    public static string Iso(this DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Opens a venue's day and returns its free times.</summary>
    public static async Task<ILocator> FreeTimesAsync(this Visitor visitor, string club, string venue, DateOnly day, int minutes = 90)
    {
        await visitor.OpenAsync($"/book?venue={venue}&date={day.Iso()}&duration={minutes}", club);
        return visitor.Page.Locator("a.slot");
    }

    public static async Task FillInAsync(this Visitor visitor, Guest guest)
    {
        await visitor.TypeAsync("name", guest.Name);
        await visitor.TypeAsync("email", guest.Email);
        await visitor.TypeAsync("phone", guest.Phone);
    }

    /// <summary>Sends who is booking; afterwards the court is held.</summary>
    public static async Task HoldAsync(this Visitor visitor)
    {
        await visitor.TapAsync(visitor.Page.Locator("form.checkout > button.primary"));
        await visitor.Page.WaitForURLAsync("**/bookings/**");
    }

    public static Task PayAtClubAsync(this Visitor visitor) => visitor.TapAsync(visitor.Page.Locator("button[name=method][value=at_club]"));

    public static Task PayByCardAsync(this Visitor visitor) => visitor.TapAsync(visitor.Page.Locator("button[name=method][value=dev]"));

    /// <summary>The page that shows a booking that stands offers to give it back, and nothing to pay any more.</summary>
    public static async Task ShouldStandAsync(this Visitor visitor)
    {
        await Assertions.Expect(visitor.Page.Locator("form[action$='/pay'] button[name=method]")).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.Locator("main a[href*='/cancel']")).ToBeVisibleAsync();
    }

    /// <summary>Books the first free time of a day, to be paid at the club.</summary>
    public static async Task BookAsync(this Visitor visitor, string club, string venue, DateOnly day, Guest guest)
    {
        await visitor.TapAsync((await visitor.FreeTimesAsync(club, venue, day)).First);
        await visitor.FillInAsync(guest);
        await visitor.HoldAsync();
        await visitor.PayAtClubAsync();
        await visitor.ShouldStandAsync();
    }

    /// <summary>Opens the development inbox and waits until so many mails to the guest have arrived.</summary>
    public static async Task<ILocator> MailsAsync(this Visitor visitor, Guest guest, int count)
    {
        var mails = visitor.Page.Locator("tbody a");
        for (var until = TimeProvider.System.GetUtcNow().AddSeconds(20); TimeProvider.System.GetUtcNow() < until;)
        {
            await visitor.OpenAsync($"/inbox?to={Uri.EscapeDataString(guest.Email)}", "admin");
            if (await mails.CountAsync() >= count) return mails;
        }
        throw new TimeoutException($"Fewer than {count} mails to {guest.Email} arrived in 20 seconds.");
    }

    /// <summary>Follows the link of the newest mail to somebody, in the same window.</summary>
    public static async Task FollowLinkAsync(this Visitor visitor, Guest guest, int mails = 1)
    {
        await visitor.TapAsync((await visitor.MailsAsync(guest, mails)).First);
        var link = visitor.Page.FrameLocator("iframe").Locator("a[href*='key=']:not([href*='/messages/'])");
        var href = await link.GetAttributeAsync("href") ?? throw new InvalidOperationException("The newest mail has no link with a key.");
        await visitor.Page.GotoAsync(href);
    }

    public static async Task SignInAsync(this Visitor visitor, string club, string who, string returnTo = "/")
    {
        await visitor.OpenAsync($"/sign-in?return={Uri.EscapeDataString(returnTo)}", club);
        await visitor.TypeAsync("email", $"{who}@{club}.test");
        await visitor.TypeAsync("password", "Padel-demo-2026");
        await visitor.TapAsync(visitor.Page.Locator("form[action^='/sign-in'] button.primary"));
        await Assertions.Expect(visitor.Page.Locator(".menu.account")).ToBeVisibleAsync();
    }
}
