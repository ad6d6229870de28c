using System.Net;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Shares;

/// <summary>The pages of a shared price, as a browser without JavaScript goes through them.</summary>
public sealed class SplitPagesTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private readonly SplitCheckout players = new(platform);

    [Fact]
    public async Task The_organiser_sees_the_most_they_can_owe_before_agreeing_and_friends_pay_by_their_links()
    {
        var split = await players.HoldAsync();
        var (booking, page) = ($"/bookings/{split.Id}?key={split.Key}", $"/bookings/{split.Id}/split?key={split.Key}");
        var browser = platform.Madrid();
        (await TextAsync(browser, booking)).ShouldContain("Split the price between players");
        (await TextAsync(browser, page)).ShouldContain("You pay €10.00, the others €10.00 each.");
        (await TextAsync(browser, page + "&count=3")).ShouldContain("You pay €13.34, the others €13.33 each.");

        var wish = new Dictionary<string, string> { ["count"] = "4", ["fallback"] = "organiser_covers", ["cover"] = "12,50", ["name[1]"] = "Ana", ["email[1]"] = "ana@example.test", ["do"] = "review" };
        var review = await (await browser.SubmitAsync(page, $"/bookings/{split.Id}/split", wish)).Content.ReadAsStringAsync();
        review.ShouldContain("The most you can owe");
        review.ShouldContain("€22.50");
        review.ShouldContain("your card pays their share, up to €12.50 in all");
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from splits where booking_id = '{split.Id}'")).ShouldBe(0);

        var agreed = await browser.SubmitAsync(page, $"/bookings/{split.Id}/split", new Dictionary<string, string>(wish) { ["do"] = "agree" });
        agreed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var card = agreed.Headers.Location!.ToString();
        (await TextAsync(browser, card)).ShouldContain("The club keeps this card");
        // The bank asks the payer to confirm, on a page of its own.
        (await browser.SubmitAsync(card, card, new Dictionary<string, string> { ["outcome"] = "verify" })).Headers.Location!.ToString().ShouldBe(card);
        (await TextAsync(browser, card)).ShouldContain("Your bank asks: is it you?");
        var paid = await browser.SubmitAsync(card, card, new Dictionary<string, string> { ["outcome"] = "pay" });
        (await browser.GetAsync(paid.Headers.Location!.ToString())).Headers.Location!.ToString().ShouldBe($"/bookings/{split.Id}/shares?key={split.Key}");
        await platform.SettleAsync();
        var status = await TextAsync(browser, $"/bookings/{split.Id}/shares?key={split.Key}");
        status.ShouldContain("The court is yours; the others pay their shares");
        status.ShouldContain("€10.00 of €40.00 is there.");
        (await TextAsync(browser, booking)).ShouldContain("Who has paid");
        (await players.MailsAsync(split, "share_asked")).ShouldBe(1);

        var (id, key) = await players.LinkAsync(split, 1);
        var friend = platform.Madrid();
        var share = $"/pay/share/{id}?key={key}";
        (await TextAsync(friend, share)).ShouldContain("You never pay more than this.");
        var started = await friend.SubmitAsync(share, $"/pay/share/{id}", new Dictionary<string, string> { ["do"] = "pay" });
        await players.ChooseAsync(started.Headers.Location!.ToString().Split('/')[^1], "pay");
        await platform.SettleAsync();
        (await TextAsync(friend, share)).ShouldContain("Your share is there. See you on court!");
        (await friend.SubmitAsync(share, $"/pay/share/{id}", new Dictionary<string, string> { ["do"] = "leave" })).Headers.Location!.ToString().ShouldBe("/seats?left=true");
        await platform.SettleAsync();
        var gone = await friend.GetAsync(share);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await players.MailsAsync(split, "share_left")).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_typed_wrong_stands_beside_its_field_and_nothing_is_lost()
    {
        var split = await players.HoldAsync();
        var page = $"/bookings/{split.Id}/split?key={split.Key}";
        var wrong = new Dictionary<string, string> { ["count"] = "3", ["fallback"] = "release", ["name[1]"] = "Ana", ["email[1]"] = "ana at home", ["amount[0]"] = "20", ["amount[1]"] = "lots", ["do"] = "review" };
        var answer = await platform.Madrid().SubmitAsync(page, $"/bookings/{split.Id}/split", wrong);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldContain("Please write an amount, such as 12.50.");
        text.ShouldContain("ana at home");
        var short3 = new Dictionary<string, string> { ["count"] = "3", ["fallback"] = "release", ["amount[0]"] = "20", ["amount[1]"] = "10", ["amount[2]"] = "9.99", ["do"] = "review" };
        var sum = await platform.Madrid().SubmitAsync(page, $"/bookings/{split.Id}/split", short3);
        sum.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await sum.Content.ReadAsStringAsync()).ShouldContain("The shares have to add up to the price.");
    }

    [Fact]
    public async Task A_place_that_was_not_paid_is_offered_to_everybody_and_taken_by_name()
    {
        var split = await players.SecuredAsync(SplitCheckout.Four("open_seat"));
        await players.PaidAsync(split, 1, 2);
        (await TextAsync(platform.Madrid(), "/seats")).ShouldContain("No free places just now");
        await players.ToDeadlineAsync(split);
        var (id, _) = await players.LinkAsync(split, 3);
        var stranger = platform.Madrid();
        (await TextAsync(stranger, "/seats")).ShouldContain($"/pay/share/{id}");
        var empty = await stranger.SubmitAsync($"/pay/share/{id}", $"/pay/share/{id}", new Dictionary<string, string> { ["do"] = "pay" });
        empty.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var started = await stranger.SubmitAsync($"/pay/share/{id}", $"/pay/share/{id}", new Dictionary<string, string> { ["do"] = "pay", ["name"] = "Eva", ["email"] = "eva@example.test" });
        await players.ChooseAsync(started.Headers.Location!.ToString().Split('/')[^1], "pay");
        await platform.SettleAsync();
        (await players.StateAsync(split)).ShouldBe("settled");
        (await platform.ScalarAsync<string>("madrid", $"select status from booking_participants where booking_id = '{split.Id}' and email = 'eva@example.test'")).ShouldBe("accepted");
        (await players.MailsAsync(split, "share_taken")).ShouldBe(1);
        (await players.MailsAsync(split, "share_settled")).ShouldBe(1);
    }

    [Fact]
    public async Task My_payments_show_what_is_held_and_what_came_back()
    {
        var split = await players.SecuredAsync();
        var (id, key) = await players.LinkAsync(split, 1);
        var player = (await platform.InMadrid().SignInAsync("player@madrid.test")).Visitor;
        player.Headers["X-Booking-Key"] = key;
        await players.ChooseAsync(await SplitCheckout.PayAtAsync(await player.PostAsync($"/api/v1/payment-shares/{id}/pay", new { })), "pay");
        await platform.SettleAsync();
        var mine = (await player.JsonAsync("/api/v1/me/payments"))["payments"]!.AsArray();
        mine.Count.ShouldBe(1);
        ((string)mine[0]!["state"]!).ShouldBe("held");
        ((bool)mine[0]!["isShare"]!).ShouldBeTrue();
        (await players.TakenAsync(split)).ShouldBe(0);
        await players.ToDeadlineAsync(split);
        player = (await platform.InMadrid().SignInAsync("player@madrid.test")).Visitor;
        ((string)(await player.JsonAsync("/api/v1/me/payments"))["payments"]![0]!["state"]!).ShouldBe("released");
        (await platform.Madrid().GetAsync("/api/v1/me/payments")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<string> TextAsync(Visitor visitor, string path)
    {
        var answer = await visitor.GetAsync(path);
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        ((int)answer.StatusCode).ShouldBeInRange(200, 302, text);
        return text;
    }
}
