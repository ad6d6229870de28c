namespace PadelSaaS.Browser;

/// <summary>No JavaScript at all: the pages lose comfort and nothing else.</summary>
public sealed class WithoutScriptTests
{
    [Theory, InlineData(360), InlineData(1280)]
    public async Task Booking_and_cancelling_work(int width)
    {
        await using var visitor = await Visitor.WithAsync(width, scripts: false);
        await visitor.OpenAsync($"/book?date={Journey.DayAhead("Europe/Madrid", 3).Iso()}", "smash");
        await visitor.Page.Locator("input[name=duration][value='60']").CheckAsync(new LocatorCheckOptions { Force = true });
        await visitor.TapAsync(visitor.Button("Show"));
        await visitor.Page.WaitForURLAsync("**duration=60**");
        await visitor.SeeAsync("smash-book-without-script");
        await visitor.TapAsync(visitor.Page.Locator("a.slot").First);
        await visitor.FillInAsync(Guest.Called("Blanca Sanjuán"));
        await visitor.HoldAsync();
        await Assertions.Expect(visitor.Page.Locator(".countdown")).ToContainTextAsync("Held until");
        await visitor.PayAtClubAsync();
        await visitor.HeadingAsync("See you on court");
        await visitor.TapAsync(visitor.Link("Cancel this booking"));
        await visitor.TapAsync(visitor.Button("Cancel the booking"));
        await visitor.HeadingAsync("This booking is cancelled");
    }
}
