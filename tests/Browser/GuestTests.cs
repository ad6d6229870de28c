namespace PadelSaaS.Browser;

/// <summary>The main job: somebody without an account books a court, reads the mail, and gives the court back.</summary>
public sealed class GuestTests
{
    private const int MostTaps = 5;
    private const int MostFields = 3;

    [Theory, InlineData(360), InlineData(1280)]
    public async Task A_guest_books_in_five_taps_and_three_fields_and_cancels_knowing_the_amount(int width)
    {
        var guest = Guest.Called("Irene Castaño Gil");
        await using var visitor = await Visitor.WithAsync(width);
        await visitor.OpenAsync("/", "smash");
        await visitor.ShouldFitAsync();

        await visitor.TapAsync(visitor.Page.Locator("a.slot").First);
        await visitor.HeadingAsync("Your booking");
        await visitor.ShouldFitAsync();
        await visitor.FillInAsync(guest);
        await visitor.HoldAsync();
        await Assertions.Expect(visitor.Page.Locator("[data-countdown] [data-left]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[78]:\\d\\d$"));
        await visitor.ShouldFitAsync();
        await visitor.PayAtClubAsync();
        await visitor.HeadingAsync("See you on court");
        visitor.Taps.ShouldBeLessThanOrEqualTo(MostTaps);
        visitor.Typed.ShouldBeLessThanOrEqualTo(MostFields);
        await visitor.ShouldFitAsync();

        await ReadTheMailAsync(visitor, guest);
        await CancelAsync(visitor);
        var mails = await visitor.MailsAsync(guest, 2);
        await Assertions.Expect(mails.First).ToContainTextAsync("Cancelled:");
        await visitor.SeeAsync("console-inbox");
    }

    private static async Task ReadTheMailAsync(Visitor visitor, Guest guest)
    {
        await visitor.TapAsync((await visitor.MailsAsync(guest, 1)).First);
        var mail = visitor.Page.FrameLocator("iframe");
        await Assertions.Expect(mail.Locator("body")).ToContainTextAsync("See you on court!");
        await Assertions.Expect(mail.Locator("body")).ToContainTextAsync("to be paid at the club");
        await visitor.SeeAsync("console-mail");
    }

    private static async Task CancelAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/my/bookings", "smash");
        await visitor.ShouldFitAsync();
        await visitor.TapAsync(visitor.Page.Locator(".card a").First);
        await visitor.TapAsync(visitor.Link("Cancel this booking"));
        await visitor.HeadingAsync("Cancel this booking?");
        var amount = await visitor.Page.Locator("[data-total]").BoundingBoxAsync();
        var button = await visitor.Button("Cancel the booking").BoundingBoxAsync();
        (amount!.Y + amount.Height).ShouldBeLessThan(button!.Y, "The amount stands before the button.");
        await visitor.ShouldFitAsync();

        await visitor.TapAsync(visitor.Button("Cancel the booking"));
        await visitor.HeadingAsync("This booking is cancelled");
        await visitor.ShouldFitAsync();
    }
}
