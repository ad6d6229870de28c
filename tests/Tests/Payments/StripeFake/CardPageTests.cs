using System.Net;
using AngleSharp.Html.Parser;

namespace PadelSaaS.Tests.Payments.StripeFake;

/// <summary>What a payer sees at the development Stripe, and a club that opens an account there.</summary>
public sealed class CardPageTests(StripeFixture platform) : IClassFixture<StripeFixture>
{
    private const string Back = "https://shop.test/back?booking=1";
    private readonly StripeWire stripe = new(platform);

    [Fact]
    public async Task A_card_is_typed_paid_with_and_the_browser_sent_back_with_what_nobody_believes()
    {
        var (club, intent) = await OpenAsync("&application_fee_amount=200&description=Court 1");
        var page = await GetAsync(PayUrl(intent));
        page.Body.ShouldContain("€40.00");
        page.Body.ShouldContain("Court 1");
        page.Policy.ShouldNotContain("unsafe");

        (await SendAsync(PayUrl(intent), "number=4242424242424241&expires=12/34&code=123")).Body.ShouldContain("Your card number is incorrect.");
        (await SendAsync(PayUrl(intent), "number=4242424242424242&expires=12/20&code=123")).Body.ShouldContain("expiry date is in the past");
        (await SendAsync(PayUrl(intent), "number=4242424242424242&expires=12/34&code=1")).Body.ShouldContain("security code is incomplete");
        (await SendAsync(PayUrl(intent), "number=6011111111111117&expires=12/34&code=123")).Body.ShouldContain("here only test cards pay");
        (await stripe.GetAsync($"/v1/payment_intents/{intent.Text("id")}", club)).Text("status").ShouldBe("requires_payment_method");

        var paid = await SendAsync(PayUrl(intent), "number=4242 4242 4242 4242&expires=12 / 34&code=123&how=now");

        paid.Status.ShouldBe(HttpStatusCode.Redirect);
        paid.Location.ShouldStartWith($"{Back}&payment_intent={intent.Text("id")}&");
        paid.Location.ShouldEndWith("redirect_status=succeeded");
        (await stripe.GetAsync($"/v1/payment_intents/{intent.Text("id")}", club)).Text("status").ShouldBe("succeeded");
        // A second click pays nothing.
        (await SendAsync(PayUrl(intent), "card=4242424242424242")).Body.ShouldContain("This payment was made");
        (await stripe.BalanceAsync(club)).ShouldBe(4000 - 85 - 200);
        await stripe.BooksHoldAsync();
    }

    [Fact]
    public async Task A_declined_card_says_why_and_another_one_pays()
    {
        var (club, intent) = await OpenAsync();
        var refused = await SendAsync(PayUrl(intent), "card=4000000000009995");
        refused.Status.ShouldBe(HttpStatusCode.OK);
        refused.Body.ShouldContain("Your card has insufficient funds.");
        (await SendAsync(PayUrl(intent), "card=4242424242424242")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await stripe.GetAsync($"/v1/charges?payment_intent={intent.Text("id")}", club)).Good().Body["data"]!.AsArray().Select(charge => (string?)charge!["status"]).ShouldBe(["succeeded", "failed"]);
    }

    [Theory]
    [InlineData("confirm", "succeeded", "succeeded")]
    [InlineData("refuse", "failed", "requires_payment_method")]
    public async Task A_bank_that_asks_is_answered_on_its_own_page(string outcome, string told, string status)
    {
        var (club, intent) = await OpenAsync("&capture_method=automatic");
        var asked = await SendAsync(PayUrl(intent), "card=4000002760003184");
        asked.Status.ShouldBe(HttpStatusCode.Redirect);
        asked.Location.ShouldContain("/dev/stripe/3ds/");
        (await stripe.GetAsync($"/v1/payment_intents/{intent.Text("id")}", club)).Text("status").ShouldBe("requires_action");
        (await GetAsync(asked.Location)).Body.ShouldContain("Confirm at your bank");

        var done = await SendAsync(asked.Location, $"outcome={outcome}");

        done.Location.ShouldStartWith(Back);
        done.Location.ShouldEndWith($"redirect_status={told}");
        var seen = await stripe.GetAsync($"/v1/payment_intents/{intent.Text("id")}", club);
        seen.Text("status").ShouldBe(status);
        ((string?)seen.Body["last_payment_error"]?["code"]).ShouldBe(outcome == "refuse" ? "payment_intent_authentication_failure" : null);
        await stripe.BooksHoldAsync();
    }

    [Theory]
    [InlineData("slow", true)]
    [InlineData("closed", false)]
    public async Task A_slow_bank_answers_whether_the_tab_is_still_open_or_not(string how, bool comesBack)
    {
        var (club, intent) = await OpenAsync();
        var sent = await SendAsync(PayUrl(intent), $"number=4242424242424242&expires=12/34&code=123&how={how}");
        (sent.Status == HttpStatusCode.Redirect).ShouldBe(comesBack);
        if (comesBack) sent.Location.ShouldEndWith("redirect_status=pending");
        await platform.SettleAsync();
        (await stripe.GetAsync($"/v1/payment_intents/{intent.Text("id")}", club)).Text("status").ShouldBe("processing");
        (await SendAsync(PayUrl(intent), "card=4242424242424242")).Body.ShouldContain("The bank is still thinking");

        platform.Clock.Advance(TimeSpan.FromSeconds(20));
        await platform.SettleAsync();

        (await stripe.GetAsync($"/v1/payment_intents/{intent.Text("id")}", club)).Text("status").ShouldBe("succeeded");
        (await stripe.BalanceAsync(club)).ShouldBe(4000 - 85);
    }

    [Fact]
    public async Task An_account_link_opens_once_and_what_is_sent_makes_the_requirements_disappear()
    {
        var account = (await stripe.PostAsync("/v1/accounts", "country=ES&controller[stripe_dashboard][type]=express&capabilities[card_payments][requested]=true")).Good();
        account.Body["requirements"]!["currently_due"]!.AsArray().ShouldNotBeEmpty();
        (await stripe.PostAsync($"/v1/accounts/{account.Text("id")}/login_links")).Status.ShouldBe(400);
        (await stripe.PostAsync("/v1/payment_intents", "amount=1000&currency=eur", account.Text("id"))).Status.ShouldBe(400);
        var link = await LinkAsync(account.Text("id")!);

        var page = await GetAsync(link);
        var visit = new HtmlParser().ParseDocument(page.Body).QuerySelector("input[name=visit]")!.GetAttribute("value");
        (await GetAsync(link)).Location.ShouldBe("https://club.test/refresh");
        (await SendAsync(link, "visit=guessed&outcome=complete&terms=yes")).Location.ShouldBe("https://club.test/refresh");
        (await SendAsync(link, $"visit={visit}&outcome=complete")).Body.ShouldContain("Please accept the terms.");
        (await SendAsync(link, $"visit={visit}&outcome=complete&terms=yes")).Location.ShouldBe("https://club.test/return");

        var ready = (await stripe.GetAsync($"/v1/accounts/{account.Text("id")}")).Good().Body;
        ((bool)ready["charges_enabled"]!, (bool)ready["payouts_enabled"]!, (bool)ready["details_submitted"]!).ShouldBe((true, true, true));
        ready["requirements"]!["currently_due"]!.AsArray().ShouldBeEmpty();
        ((string?)ready["capabilities"]!["card_payments"]).ShouldBe("active");
        (await SendAsync(link, $"visit={visit}&outcome=complete&terms=yes")).Location.ShouldBe("https://club.test/refresh");
        (await GetAsync((await stripe.PostAsync($"/v1/accounts/{account.Text("id")}/login_links")).Good().Text("url")!)).Body.ShouldContain("Account at Stripe");
    }

    [Fact]
    public async Task An_account_link_that_is_too_old_leads_to_where_a_new_one_is_minted()
    {
        var account = (await stripe.PostAsync("/v1/accounts", "country=ES&type=express")).Good();
        var link = await LinkAsync(account.Text("id")!);
        platform.Clock.Advance(TimeSpan.FromMinutes(6));
        (await GetAsync(link)).Location.ShouldBe("https://club.test/refresh");
    }

    [Fact]
    public async Task A_refund_that_a_club_makes_at_Stripe_itself_is_told_and_leaves_the_commission()
    {
        var (club, intent) = await OpenAsync("&application_fee_amount=200");
        (await SendAsync(PayUrl(intent), "card=4242424242424242")).Status.ShouldBe(HttpStatusCode.Redirect);
        var charge = (await stripe.GetAsync($"/v1/payment_intents/{intent.Text("id")}", club)).Text("latest_charge");
        await SendAsync($"http://localhost/dev/stripe/dashboard/{club}", $"act=refund {charge}");
        (await stripe.GetAsync($"/v1/refunds?charge={charge}", club)).Good().Body["data"]!.AsArray().ShouldHaveSingleItem();
        (await stripe.BalanceAsync(club)).ShouldBe(-85 - 200);
        (await stripe.GetAsync("/v1/events?types[0]=charge.refunded", club)).Good().Body["data"]!.AsArray().ShouldHaveSingleItem();
        await stripe.BooksHoldAsync();
    }

    private static string PayUrl(Told intent) => $"http://madrid.localhost/dev/stripe/pay/{intent.Text("client_secret")}?return_url={Uri.EscapeDataString(Back)}";

    private async Task<(string Club, Told Intent)> OpenAsync(string more = "")
    {
        var club = await stripe.ClubAsync();
        return (club, (await stripe.PostAsync("/v1/payment_intents", $"amount=4000&currency=eur&automatic_payment_methods[enabled]=true{more}", club)).Good());
    }

    private async Task<string> LinkAsync(string account) => (await stripe.PostAsync("/v1/account_links",
        $"account={account}&type=account_onboarding&refresh_url=https://club.test/refresh&return_url=https://club.test/return&collection_options[fields]=eventually_due")).Good().Text("url")!;

    private Task<Seen> GetAsync(string url) => AskAsync(new HttpRequestMessage(HttpMethod.Get, url));

    private Task<Seen> SendAsync(string url, string form) =>
        AskAsync(new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });

    private async Task<Seen> AskAsync(HttpRequestMessage request)
    {
        using var http = new HttpClient(platform.Server.CreateHandler());
        using (request)
        {
            var answer = await http.SendAsync(request);
            return new Seen(answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), answer.Headers.Location?.OriginalString ?? "", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")));
        }
    }

    private sealed record Seen(HttpStatusCode Status, string Body, string Location, string Policy);
}
