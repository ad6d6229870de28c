using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PadelSaaS.Payments.Stripe;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Outward;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Stripe;

public sealed class StripeClientTests : IDisposable
{
    private static readonly object Intent = new { id = "pi_1", amount = 4000, currency = "eur", status = "requires_payment_method" };
    private static readonly object Broken = new { error = new { type = "api_error", message = "card 4242 of Otto" } };
    private readonly ScriptedStripe stripe = new();
    private readonly LogBook log = new();
    private readonly ServiceProvider services;

    public StripeClientTests()
    {
        var collection = new ServiceCollection().AddLogging(logging => logging.AddProvider(log)).AddSingleton<TimeProvider>(new FakeClock())
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Payments:Stripe:SecretKey"] = "sk_test_very_secret",
                ["Payments:Stripe:ApiBase"] = "https://api.stripe.test",
                ["Payments:Stripe:RetryMilliseconds"] = "1",
            }).Build())
            .AddSingleton<IHostEnvironment>(new Outside()).AddSingleton<Hosts>().AddSingleton<ProviderGuards>().AddSingleton<StripeSettings>()
            .AddSingleton(new StripeTransport(stripe)).AddSingleton<StripeClient>().AddSingleton<StripeServices>();
        services = collection.BuildServiceProvider();
    }

    [Fact]
    public async Task A_call_is_pinned_signed_keyed_and_made_on_the_clubs_account()
    {
        stripe.Then(Intent);
        await CreateAsync();
        var sent = stripe.Sent.ShouldHaveSingleItem();
        (sent.Method, sent.Path).ShouldBe(("POST", "/v1/payment_intents"));
        sent.Headers["Authorization"].ShouldBe("Bearer sk_test_very_secret");
        sent.Headers["Stripe-Version"].ShouldBe("2026-10-28.endive");
        sent.Headers["Stripe-Account"].ShouldBe("acct_1");
        sent.Key.ShouldBe("payment:1:v1");
        log.Lines.ShouldContain(line => line.Contains("req_1", StringComparison.Ordinal) && line.Contains("/v1/payment_intents", StringComparison.Ordinal));
        log.Lines.ShouldNotContain(line => line.Contains("very_secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task What_may_pass_is_tried_again_under_the_same_key(HttpStatusCode status)
    {
        stripe.Then(Broken, status).Then(Intent);
        (await CreateAsync()).Id.ShouldBe("pi_1");
        stripe.Sent.Select(sent => sent.Key).ShouldBe(["payment:1:v1", "payment:1:v1"]);
        log.Lines.ShouldNotContain(line => line.Contains("Otto", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_broken_connection_is_tried_again()
    {
        stripe.ThenBreaks().Then(Intent);
        (await CreateAsync()).Id.ShouldBe("pi_1");
    }

    [Fact]
    public async Task What_stripe_itself_says_about_trying_again_counts()
    {
        stripe.Then(Broken, HttpStatusCode.InternalServerError, ("Stripe-Should-Retry", "false"));
        (await Should.ThrowAsync<ProviderDownException>(() => CreateAsync())).InnerException.ShouldBeOfType<StripeException>().Status.ShouldBe(500);
        stripe.Sent.Count.ShouldBe(1);
        stripe.Then(new { error = new { type = "invalid_request_error", code = "lock_timeout" } }, HttpStatusCode.BadRequest, ("Stripe-Should-Retry", "true")).Then(Intent);
        (await CreateAsync()).Id.ShouldBe("pi_1");
    }

    [Fact]
    public async Task A_refusal_is_not_tried_again_and_says_its_code()
    {
        stripe.Then(new { error = new { type = "card_error", code = "card_declined", decline_code = "insufficient_funds", payment_intent = Intent } }, HttpStatusCode.PaymentRequired);
        var refused = await Should.ThrowAsync<StripeException>(() => CreateAsync());
        (refused.Status, refused.Code, refused.Error.DeclineCode, refused.Error.PaymentIntent!.Id).ShouldBe((402, "card_declined", "insufficient_funds", "pi_1"));
        stripe.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_has_no_key_is_asked_once()
    {
        stripe.Then(Broken, HttpStatusCode.InternalServerError);
        await Should.ThrowAsync<ProviderDownException>(() => services.GetRequiredService<StripeServices>().Accounts.CreateLoginLinkAsync("acct_1", default));
        stripe.Sent.ShouldHaveSingleItem().Key.ShouldBeNull();
    }

    [Fact]
    public void A_key_that_stripe_does_not_document_would_be_noticed()
    {
        ScriptedStripe.Unknown("POST", "/v1/payment_intents", ["amount", "metadata[payment_id]", "automatic_payment_methods[enabled]"]).ShouldBeEmpty();
        ScriptedStripe.Unknown("POST", "/v1/payment_intents", ["payment_method_types[0]", "hold"]).ShouldBe(["payment_method_types[]", "hold"]);
    }

    public void Dispose()
    {
        services.Dispose();
        stripe.Dispose();
    }

    private Task<PaymentIntent> CreateAsync() => services.GetRequiredService<StripeServices>().PaymentIntents.CreateAsync(
        new PaymentIntentCreateOptions { Amount = 4000, Currency = "eur", AutomaticPaymentMethods = new(true) }, new RequestOptions("payment:1:v1", "acct_1"), default);

    private sealed class Outside : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "padel";

        public string ContentRootPath { get; set; } = "/";

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = new Microsoft.Extensions.FileProviders.NullFileProvider();
    }
}
