namespace PadelSaaS.Browser;

/// <summary>Paying by card at the development provider: it works, it does not, and the payer walks away.</summary>
public sealed class CardTests
{
    private static readonly DateOnly Day = Journey.DayAhead("Europe/Madrid", 3);

    [Theory, InlineData(360), InlineData(1280)]
    public async Task A_card_that_pays_confirms_the_booking(int width)
    {
        await using var visitor = await ToTheCardAsync(width, Guest.Called("Lorena Pidal Mas"));
        await visitor.SeeAsync("card");
        await visitor.TapAsync(visitor.Page.Locator("button[value=pay]"));
        await visitor.HeadingAsync("See you on court");
        await Assertions.Expect(visitor.Page.GetByText("Your booking is confirmed and paid.")).ToBeVisibleAsync();
        await visitor.SeeAsync("smash-paid");
    }

    [Theory, InlineData(360), InlineData(1280)]
    public async Task A_declined_card_loses_nothing_and_the_club_can_still_be_paid(int width)
    {
        await using var visitor = await ToTheCardAsync(width, Guest.Called("Hugo Barrena"));
        await visitor.TapAsync(visitor.Page.Locator("button[value=decline]"));
        await visitor.HeadingAsync("Nearly yours: choose how to pay");
        await visitor.SeeAsync("smash-declined");
        await visitor.PayAtClubAsync();
        await visitor.HeadingAsync("See you on court");
    }

    [Theory, InlineData(360), InlineData(1280)]
    public async Task Whoever_closes_the_tab_before_paying_finds_the_held_court_again(int width)
    {
        await using var visitor = await ToTheCardAsync(width, Guest.Called("Vera Olabarría"));
        await visitor.Page.CloseAsync();

        await visitor.OpenTabAsync();
        await visitor.OpenAsync("/my/bookings", "smash");
        await visitor.TapAsync(visitor.Page.Locator(".card a").First);
        await visitor.HeadingAsync("Nearly yours: choose how to pay");
        await visitor.PayByCardAsync();
        await visitor.TapAsync(visitor.Page.Locator("button[value=pay]"));
        await visitor.HeadingAsync("See you on court");
    }

    [Theory, InlineData(360), InlineData(1280)]
    public async Task Whoever_closes_the_tab_after_paying_has_a_booking_and_its_mail(int width)
    {
        var guest = Guest.Called("Rafael Quintana Sol");
        await using var visitor = await ToTheCardAsync(width, guest);
        // The card company hears the choice, and nobody follows the way back: what it tells us by itself has to be enough.
        await visitor.Page.EvaluateAsync("""
            () => { const form = document.querySelector("main form"); const chosen = new URLSearchParams(new FormData(form, form.querySelector("[value=pay]")));
              return fetch(form.action, { method: "POST", body: chosen, redirect: "manual" }).then(() => {}); }
            """);
        await visitor.Page.CloseAsync();
        await visitor.OpenTabAsync();
        var mails = await visitor.MailsAsync(guest, 1);
        await Assertions.Expect(mails.First).ToContainTextAsync("Booked:");
    }

    private static async Task<Visitor> ToTheCardAsync(int width, Guest guest)
    {
        var visitor = await Visitor.WithAsync(width);
        await visitor.TapAsync((await visitor.FreeTimesAsync("smash", "centro", Day, 60)).Last);
        await visitor.FillInAsync(guest);
        await visitor.HoldAsync();
        await visitor.PayByCardAsync();
        await Assertions.Expect(visitor.Page.Locator("button[value=decline]")).ToBeVisibleAsync();
        return visitor;
    }
}
