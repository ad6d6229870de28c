using System.Globalization;

namespace PadelSaaS.Browser;

/// <summary>A club that plays past midnight, read from right to left.</summary>
public sealed class AfterMidnightTests
{
    private const string Zone = "Asia/Karachi";

    [Theory, InlineData(360), InlineData(1280)]
    public async Task Half_past_midnight_belongs_to_the_evening_before_and_to_the_date_after(int width)
    {
        var guest = Guest.Called("Sameer Bughio");
        await using var visitor = await Visitor.WithAsync(width, "ur-PK");
        await visitor.OpenAsync("/", "indus");
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await visitor.ShouldFitAsync();

        var evening = await FindAsync(visitor);
        await visitor.ShouldFitAsync();
        await visitor.TapAsync(HalfPastMidnight(visitor));
        await ShouldBeOnTheDateAfterAsync(visitor, evening);
        await visitor.ShouldFitAsync();
        await visitor.FillInAsync(guest);
        await visitor.HoldAsync();
        await visitor.ShouldFitAsync();
        await visitor.PayAtClubAsync();
        await visitor.ShouldStandAsync();
        await ShouldBeOnTheDateAfterAsync(visitor, evening);
        await visitor.ShouldFitAsync();

        await visitor.TapAsync((await visitor.MailsAsync(guest, 1)).First);
        await Assertions.Expect(visitor.Page.FrameLocator("iframe").Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await visitor.SeeAsync("console-mail-ur");
        await ShouldBeOnTheBoardOfAsync(evening, guest);
    }

    private static ILocator HalfPastMidnight(Visitor visitor) => visitor.Page.Locator("a.slot", new PageLocatorOptions { HasText = "00:30" }).First;

    // The demo's evenings are busy: the first one of the next two weeks with half past midnight still free.
    private static async Task<DateOnly> FindAsync(Visitor visitor)
    {
        for (var ahead = 1; ahead < 15; ahead++)
        {
            var evening = Journey.DayAhead(Zone, ahead);
            await visitor.FreeTimesAsync("indus", "karachi", evening);
            if (await HalfPastMidnight(visitor).CountAsync() > 0) return evening;
        }
        throw new InvalidOperationException("No free half past midnight in two weeks.");
    }

    private static async Task ShouldBeOnTheDateAfterAsync(Visitor visitor, DateOnly evening)
    {
        var when = visitor.Page.Locator(".when time");
        await Assertions.Expect(when).ToContainTextAsync("00:30");
        var start = DateTimeOffset.Parse((await when.GetAttributeAsync("datetime"))!, CultureInfo.InvariantCulture);
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, TimeZoneInfo.FindSystemTimeZoneById(Zone)).DateTime).ShouldBe(evening.AddDays(1));
        (await when.InnerTextAsync()).ShouldContain($" {evening.AddDays(1).Day} ");
    }

    private static async Task ShouldBeOnTheBoardOfAsync(DateOnly evening, Guest guest)
    {
        await using var desk = await Visitor.WithAsync(1280);
        await desk.SignInAsync("indus", "desk");
        await desk.OpenAsync($"/desk?venue=karachi&date={evening.Iso()}");
        await Assertions.Expect(desk.Page.Locator(".board .item", new PageLocatorOptions { HasText = guest.Name }).First).ToContainTextAsync("00:30");
    }
}
