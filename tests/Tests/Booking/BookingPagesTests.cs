using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

/// <summary>The pages as a browser without JavaScript sees them.</summary>
public sealed class BookingPagesTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private static readonly Dictionary<string, string> Typed = new() { ["name"] = "Gael Guest", ["email"] = "gael@example.test", ["phone"] = "+34 600 111 222" };

    [Fact]
    public async Task A_guest_books_pays_at_the_club_finds_it_again_and_cancels_it()
    {
        var browser = platform.Madrid();
        var details = await FirstSlotAsync(browser, "2026-11-25");
        var booking = await FollowAsync(browser, await browser.SubmitAsync(details, "/book/details", Typed));
        Text(booking.Page).ShouldContain("Gael Guest");
        booking.Page.QuerySelectorAll("button[name=method]").Select(button => button.GetAttribute("value")).ShouldBe(["dev", "at_club"], ignoreOrder: true);

        var confirmed = await FollowAsync(browser, await browser.SubmitAsync(booking.Path, booking.Path.Split('?')[0] + "/pay", new Dictionary<string, string> { ["method"] = "at_club" }));
        Text(confirmed.Page).ShouldContain("See you on court");
        Text(confirmed.Page).ShouldContain("gael@example.test");

        var mine = await PageAsync(browser, "/my/bookings");
        var card = mine.QuerySelectorAll("a[href^='/bookings/']").ShouldHaveSingleItem();
        (await PageAsync(platform.Madrid(), "/my/bookings")).QuerySelector("a[href^='/bookings/']").ShouldBeNull("another device knows nothing of it");

        var cancelPath = (await PageAsync(browser, card.GetAttribute("href")!)).QuerySelector("a[href*='/cancel']")!.GetAttribute("href")!;
        var cancelPage = await PageAsync(browser, cancelPath);
        Text(cancelPage).ShouldContain("nothing has to come back");
        var cancelled = await FollowAsync(browser, await browser.SubmitAsync(cancelPath, cancelPath.Split('?')[0], new Dictionary<string, string>()));
        Text(cancelled.Page).ShouldContain("This booking is cancelled");
    }

    [Fact]
    public async Task The_cancel_page_names_the_amount_before_the_button()
    {
        var checkout = new Payments.Checkout(platform, "madrid");
        var held = await checkout.PaidAsync();
        var link = await platform.ScalarAsync<string>("madrid", $"select payload->'court'->>'link' from platform.outbox where aggregate = '{held.BookingId}' and event_type = 'BOOKING_CONFIRMED'");
        var html = await (await platform.Madrid().GetAsync(link.Replace("?", "/cancel?", StringComparison.Ordinal))).Content.ReadAsStringAsync();
        var page = new HtmlParser().ParseDocument(html);
        Text(page).ShouldContain("Comes back to you");
        var total = page.QuerySelectorAll("dl.bill").Single().TextContent;
        total.ShouldContain($"{held.PriceMinor / 100}.{held.PriceMinor % 100:00}");
        html.IndexOf("Comes back to you", StringComparison.Ordinal).ShouldBeLessThan(html.IndexOf("Cancel the booking", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_typed_is_kept_when_something_is_missing()
    {
        var browser = platform.Madrid();
        var details = await FirstSlotAsync(browser, "2026-11-26");
        var answer = await browser.SubmitAsync(details, "/book/details", new Dictionary<string, string> { ["name"] = "Gael <b>", ["email"] = "not an address", ["phone"] = "+34 1" });

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        Value(page, "name").ShouldBe("Gael <b>");
        Value(page, "email").ShouldBe("not an address");
        Value(page, "phone").ShouldBe("+34 1");
        page.QuerySelector("[name=email]")!.GetAttribute("aria-invalid").ShouldBe("true");
        Value(page, "slot").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_lost_slot_shows_three_others_as_buttons_and_choosing_one_books_it()
    {
        var browser = platform.Madrid();
        var details = await FirstSlotAsync(browser, "2026-11-27");
        var rival = platform.Madrid();
        await FollowAsync(rival, await rival.SubmitAsync(details, "/book/details", Typed));

        var lost = await browser.SubmitAsync(details, "/book/details", Typed);

        lost.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = new HtmlParser().ParseDocument(await lost.Content.ReadAsStringAsync());
        var others = page.QuerySelectorAll("button[name=alternative]").ToList();
        others.Count.ShouldBe(3);
        foreach (var (name, value) in Typed) Value(page, name).ShouldBe(value);
        var form = page.QuerySelectorAll("form[action='/book/details'] input[name]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        form["alternative"] = others[1].GetAttribute("value")!;
        var booking = await FollowAsync(browser, await browser.PostFormAsync("/book/details", form));
        Text(booking.Page).ShouldContain("Gael Guest");
        var start = DateTimeOffset.Parse(form["alternative"].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        var id = Guid.Parse(booking.Path.Split('/', '?')[2]);
        (await platform.ScalarAsync<bool>("madrid", $"select starts_at = '{start:O}' and status = 'pending' from bookings where id = '{id}'")).ShouldBeTrue();
    }

    [Fact]
    public async Task Clicking_twice_books_once_and_shows_the_booking()
    {
        var browser = platform.Madrid();
        var details = await FirstSlotAsync(browser, "2026-11-28");
        var fields = (await PageAsync(browser, details)).QuerySelectorAll("form[action='/book/details'] input[name]")
            .ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        foreach (var (name, value) in Typed) fields[name] = value;

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => browser.PostFormAsync("/book/details", fields)));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Found);
        answers.Select(answer => answer.Headers.Location!.ToString()).Distinct().ShouldHaveSingleItem().ShouldStartWith("/bookings/");
        (await FollowAsync(browser, await browser.PostFormAsync("/book/details", fields))).Page.QuerySelector("button[name=method]").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/book/details")]
    [InlineData("/bookings/01a202e1-0000-7000-8000-000000000000/pay")]
    [InlineData("/bookings/01a202e1-0000-7000-8000-000000000000/cancel")]
    public async Task A_form_without_its_token_is_refused(string path) =>
        (await platform.Madrid().PostFormAsync(path, Typed)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("madrid", "es", "es", "ltr", "Reserva")]
    [InlineData("madrid", "en", "en", "ltr", "Book a court")]
    [InlineData("lahore", "ur", "ur", "rtl", "کورٹ")]
    public async Task A_page_says_its_language_and_direction(string slug, string wanted, string lang, string dir, string word)
    {
        var page = await PageAsync(platform.At($"{slug}.localhost"), $"/book?lang={wanted}");
        page.DocumentElement.GetAttribute("lang").ShouldBe(lang);
        (page.DocumentElement.GetAttribute("dir") ?? "ltr").ShouldBe(dir);
        Text(page).ShouldContain(word);
    }

    private static async Task<string> FirstSlotAsync(Visitor browser, string date) =>
        (await PageAsync(browser, $"/book?date={date}&duration=90")).QuerySelector("a[href^='/book/details']")!.GetAttribute("href")!;

    private static async Task<(string Path, IHtmlDocument Page)> FollowAsync(Visitor browser, HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Found, await answer.Content.ReadAsStringAsync());
        var path = answer.Headers.Location!.ToString();
        return (path, await PageAsync(browser, path));
    }

    private static async Task<IHtmlDocument> PageAsync(Visitor browser, string path)
    {
        var answer = await browser.GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {html}");
        return new HtmlParser().ParseDocument(html);
    }

    private static string Text(IHtmlDocument page) => page.QuerySelector("main")!.TextContent;

    private static string? Value(IHtmlDocument page, string name) => page.QuerySelector($"form[action='/book/details'] [name={name}]")?.GetAttribute("value");
}
