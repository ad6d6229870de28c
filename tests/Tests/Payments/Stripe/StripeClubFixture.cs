using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications.Webhooks;
using PadelSaaS.Tests.Payments.StripeFake;

namespace PadelSaaS.Tests.Payments.Stripe;

/// <summary>The platform with its development Stripe. Whatever our adapter sends there has to be documented by Stripe.</summary>
public class StripeClubFixture : PlatformFixture
{
    private protected StripeWatch Watch { get; private set; } = null!;

    /// <summary>What our adapter asked, in order.</summary>
    internal IReadOnlyCollection<SentToStripe> Sent => Watch.Sent;

    /// <summary>Cuts the line to Stripe.</summary>
    public bool IsCut { get => Watch.IsCut; set => Watch.IsCut = value; }

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Payments:Stripe:RetryMilliseconds"] = "1" };

    private protected override HttpMessageHandler StripeCalls(HttpMessageHandler toThisProcess) => Watch = new StripeWatch { InnerHandler = toThisProcess };
}

/// <summary>Stands between our adapter and the development Stripe.</summary>
internal sealed class StripeWatch : DelegatingHandler
{
    public ConcurrentQueue<SentToStripe> Sent { get; } = new();

    public bool IsCut { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsCut) throw new HttpRequestException("The line is cut.");
        var form = request.Content is null ? request.RequestUri!.Query.TrimStart('?') : await request.Content.ReadAsStringAsync(cancellationToken);
        var sent = new SentToStripe(request.Method.Method, request.RequestUri!.AbsolutePath["/dev/stripe".Length..], form, request.Headers.ToDictionary(one => one.Key, one => string.Join(',', one.Value), StringComparer.OrdinalIgnoreCase));
        ScriptedStripe.Unknown(sent.Method, sent.Path, sent.Said.Keys).ShouldBeEmpty($"{sent.Method} {sent.Path}");
        Sent.Enqueue(sent);
        return await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>A club in Madrid that takes cards by Stripe, and somebody who pays there.</summary>
internal sealed class StripeClub(StripeClubFixture platform, string slug = "madrid")
{
    private readonly Visitor visitor = platform.At($"{slug}.localhost");

    public Checkout Checkout { get; } = new(platform, slug);

    public StripeWire Stripe { get; } = new(platform);

    public string Account { get; private set; } = "";

    /// <summary>Opens the club's account, answers everything Stripe asks, and switches cards on.</summary>
    public async Task<StripeClub> ConnectAsync()
    {
        var owner = await platform.OwnerAsync(slug);
        var status = await owner.JsonAsync("/api/v1/manage/payments/stripe");
        if (!(bool)status["connected"]!) await owner.JsonAsync("/api/v1/manage/payments/stripe/onboarding", new { });
        Account = await platform.ScalarAsync<string>(slug, "select public->>'account' from provider_accounts where provider = 'stripe'");
        (await Stripe.PostAsync($"/control/accounts/{Account}/complete")).Good();
        await platform.SettleAsync();
        using var put = new HttpRequestMessage(HttpMethod.Put, "/api/v1/manage/payments/providers/stripe") { Content = JsonContent.Create(new { on = true, place = 1 }) };
        (await owner.SendAsync(put)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return this;
    }

    /// <summary>Opens a card payment for a held court; Stripe's name of it.</summary>
    public async Task<(Guid Payment, string Intent)> StartAsync(Held held)
    {
        var answer = await Checkout.ConfirmAsync(held, "stripe");
        var payment = Guid.Parse(((string)answer["payAt"]!).Split('/')[^1]);
        return (payment, await platform.ScalarAsync<string>(slug, $"select provider_reference from payments where id = '{payment}'"));
    }

    /// <summary>What the payer's browser does on Stripe's side.</summary>
    public Task<Told> TypeCardAsync(string intent, string card = "pm_card_visa") => Stripe.PostAsync($"/v1/payment_intents/{intent}/confirm", $"payment_method={card}&return_url=https://x.test/back", Account);

    /// <summary>Holds a court, pays it by card and lets everything come to rest.</summary>
    public async Task<(Held Held, Guid Payment, string Intent)> PaidAsync(string name = "Gael")
    {
        var held = await Checkout.HoldAsync(name, $"{name}@example.test");
        var (payment, intent) = await StartAsync(held);
        (await TypeCardAsync(intent)).Good();
        await platform.SettleAsync();
        (await Checkout.PaymentAsync(held)).ShouldBe("settled");
        return (held, payment, intent);
    }

    public async Task<string> ChargeAsync(string intent) => (await Stripe.GetAsync($"/v1/payment_intents/{intent}", Account)).Good().Text("latest_charge")!;

    /// <summary>What the ledger says of an account.</summary>
    public Task<long> LedgerAsync(string account) => platform.ScalarAsync<long>(slug, $"select coalesce(sum(amount_minor), 0)::bigint from ledger_lines where account = '{account}'");

    /// <summary>The ledger says what Stripe says, and both are sound.</summary>
    public async Task BooksAgreeAsync()
    {
        (await LedgerAsync("at_provider:stripe")).ShouldBe(await Stripe.BalanceAsync(Account));
        (await platform.ScalarAsync<long>(slug, "select coalesce(sum(amount_minor), 0)::bigint from ledger_lines")).ShouldBe(0);
        await Stripe.BooksHoldAsync();
    }

    public async Task<List<string>> MethodsAsync() => [.. (await visitor.JsonAsync("/api/v1/payments/methods"))["methods"]!.AsArray().Select(method => (string)method!["code"]!)];
}
