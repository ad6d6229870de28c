using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Stripe;

/// <summary>The page with Stripe's own card field, as it is where no stand-in runs. Stripe's script cannot be loaded here: its markup and what it may load are looked at.</summary>
public sealed class StripeCardPageTests(StripeCardPageTests.Real platform) : IClassFixture<StripeCardPageTests.Real>
{
    public sealed class Real : PlatformFixture
    {
        internal ScriptedStripe Stripe { get; } = new();

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Payments:Stripe:ApiBase"] = "https://api.stripe.test",
            ["Payments:Stripe:SecretKey"] = "sk_test_not_for_the_page",
            ["Payments:Stripe:PublishableKey"] = "pk_test_for_the_page",
            ["Payments:Stripe:RetryMilliseconds"] = "1",
        };

        private protected override HttpMessageHandler StripeCalls(HttpMessageHandler toThisProcess) => Stripe;
    }

    [Fact]
    public async Task The_card_field_is_stripes_and_only_this_page_may_load_it()
    {
        await platform.ExecuteAsync("madrid", """
            insert into provider_accounts (id, provider, state, public, updated_at) values (gen_random_uuid(), 'stripe', 'ready', '{"account": "acct_1", "chargesEnabled": true}', now());
            insert into payment_settings (at_club, providers) values (true, '{stripe}') on conflict (one) do update set providers = '{stripe}'
            """);
        var checkout = new Checkout(platform, "madrid");
        var held = await checkout.HoldAsync("Card", "card@example.test");
        object? intent = null;
        platform.Stripe.Otherwise = sent =>
        {
            intent ??= new
            {
                id = "pi_1",
                amount = held.PriceMinor,
                currency = "eur",
                status = "requires_payment_method",
                client_secret = "pi_1_secret_2",
                metadata = new Dictionary<string, string> { ["payment_id"] = sent.Said["metadata[payment_id]"] },
            };
            return ScriptedStripe.Answer(intent);
        };
        var payAt = (string)(await checkout.ConfirmAsync(held, "stripe"))["payAt"]!;
        payAt.ShouldStartWith("/pay/card/stripe/");

        var answer = await platform.Madrid().GetAsync(payAt);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = await answer.Content.ReadAsStringAsync();
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        var form = page.QuerySelector("form[data-stripe]")!;
        (form.GetAttribute("data-key"), form.GetAttribute("data-secret"), form.GetAttribute("data-account")).ShouldBe(("pk_test_for_the_page", "pi_1_secret_2", "acct_1"));
        form.GetAttribute("data-return").ShouldBe($"http://madrid.localhost/pay/return/{payAt.Split('/')[^1]}");
        page.QuerySelector("noscript")!.TextContent.ShouldContain("Paying by card needs JavaScript");
        page.QuerySelectorAll("form a").ShouldContain(link => link.GetAttribute("href")!.StartsWith("/bookings/", StringComparison.Ordinal));
        page.QuerySelectorAll("script[src]").ShouldContain(script => script.GetAttribute("src") == "https://js.stripe.com/endive/stripe.js" && script.HasAttribute("nonce"));
        html.ShouldNotContain("not_for_the_page");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("script-src 'self' https://js.stripe.com");
        policy.ShouldContain("connect-src 'self' https://api.stripe.com");
        policy.ShouldContain("frame-src https://js.stripe.com");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await platform.Madrid().GetAsync("/")).Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("stripe");
        var script = await (await platform.Madrid().GetAsync(page.QuerySelectorAll("script[type=module]").Select(one => one.GetAttribute("src")!).Single(src => src.Contains("pay-stripe", StringComparison.Ordinal)))).Content.ReadAsStringAsync();
        script.ShouldContain("confirmPayment");

        platform.Stripe.Otherwise = _ => throw new HttpRequestException("The line is cut.");
        var down = await platform.Madrid().GetAsync(payAt);
        down.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await down.Content.ReadAsStringAsync()).ShouldContain("Nothing was charged");
    }
}
