using System.Text;
using System.Text.Json.Nodes;
using PadelSaaS.Payments.StripeFake;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.StripeFake;

/// <summary>An answer of the development Stripe.</summary>
internal sealed record Told(int Status, JsonNode Body, HttpResponseMessage Whole)
{
    public string? Text(string name) => (string?)Body[name];

    public long Number(string name) => (long)Body[name]!;

    public JsonNode Error => Body["error"] ?? throw new InvalidOperationException($"No error but {Body.ToJsonString()}");

    public string? Code => (string?)Error["code"];

    public Told Good() => Status == 200 ? this : throw new InvalidOperationException($"{Status}: {Body.ToJsonString()}");
}

/// <summary>Speaks to the development Stripe in its own words: forms with literal brackets.</summary>
internal sealed class StripeWire(PlatformFixture platform)
{
    public const string Root = "http://localhost/dev/stripe";

    public Task<Told> PostAsync(string path, string form = "", string? account = null, string? key = null) => SendAsync(HttpMethod.Post, path, form, account, key);

    public Task<Told> GetAsync(string path, string? account = null) => SendAsync(HttpMethod.Get, path, null, account, null);

    public async Task<Told> SendAsync(HttpMethod method, string path, string? body, string? account = null, string? key = null, string? secret = "sk_test_platform", string? version = StripeBooks.ApiVersion, string type = "application/x-www-form-urlencoded")
    {
        using var http = new HttpClient(platform.Server.CreateHandler());
        using var request = new HttpRequestMessage(method, Root + path);
        if (secret is not null) request.Headers.Add("Authorization", $"Bearer {secret}");
        if (version is not null) request.Headers.Add("Stripe-Version", version);
        if (account is not null) request.Headers.Add("Stripe-Account", account);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (body is not null && method != HttpMethod.Get) request.Content = new StringContent(body, Encoding.UTF8, type);
        var answer = await http.SendAsync(request);
        return new Told((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!, answer);
    }

    /// <summary>A club's account that may take cards and be transferred to.</summary>
    public async Task<string> ClubAsync(string country = "ES")
    {
        var account = (await PostAsync("/v1/accounts", $"country={country}&email=club@example.test&controller[stripe_dashboard][type]=express&controller[losses][payments]=application" +
            "&capabilities[card_payments][requested]=true&capabilities[transfers][requested]=true")).Good().Text("id")!;
        (await PostAsync($"/control/accounts/{account}/complete")).Good();
        return account;
    }

    /// <summary>A payment that was confirmed at once.</summary>
    public async Task<Told> PayAsync(string? account, long amount, string more = "", string card = "pm_card_visa") =>
        await PostAsync("/v1/payment_intents", $"amount={amount}&currency=eur&payment_method={card}&confirm=true&automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never{more}", account);

    /// <summary>What is in an account, pending and available.</summary>
    public async Task<long> BalanceAsync(string? account = null, string currency = "eur")
    {
        var balance = (await GetAsync("/v1/balance", account)).Good().Body;
        return new[] { "available", "pending" }.Sum(part => balance[part]!.AsArray().Where(one => (string?)one!["currency"] == currency).Sum(one => (long)one!["amount"]!));
    }

    /// <summary>Everything that must hold of the books.</summary>
    public async Task BooksHoldAsync() => (await GetAsync("/control/books")).Good().Body["wrong"]!.AsArray().ShouldBeEmpty();
}
