using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Payments.Dev.Wallets;
using PadelSaaS.Payments.JazzCash;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.JazzCash;

/// <summary>A club in Lahore that takes JazzCash and EasyPaisa; both companies stand in the same process and are reached by HTTP.</summary>
public sealed class WalletFixture : PlatformFixture
{
    protected override void More(IServiceCollection services) =>
        services.AddHttpClient(WalletAddress.Client).ConfigurePrimaryHttpMessageHandler(() => Server.CreateHandler());

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var file = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "House", "clubs", "lahore.json")))!;
        file["payments"] = JsonNode.Parse("""{ "atClub": true, "providers": ["jazzcash", "easypaisa"] }""");
        await Services.GetRequiredService<ITenantOffice>().ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
    }

    /// <summary>Makes the next calls of a company go wrong.</summary>
    public Task FaultAsync(string company, string operation, string fault, int times = 1) => Services.GetRequiredService<DevWalletBooks>().SetFaultAsync(company, operation, fault, times, CancellationToken.None);

    /// <summary>What a company has sent back for a payment.</summary>
    public Task<long> SentBackAsync(string reference) => ScalarAsync<long>("lahore", $"select refunded_minor from dev_wallet_payments where reference = '{reference}'");

    public async Task<WalletGuest> GuestAsync(string provider)
    {
        var visitor = Lahore();
        visitor.Headers["Accept-Language"] = "en";
        var venue = (await visitor.JsonAsync("/api/v1/venues"))["venues"]![0]!;
        var date = Clock.Now.AddDays(3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var day = await visitor.JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date={date}&duration=90");
        var court = day["courts"]!.AsArray().First(court => court!["slots"]!.AsArray().Count > 0)!;
        var held = await visitor.JsonAsync("/api/v1/bookings", new { courtId = (string)court["courtId"]!, start = (string)court["slots"]![0]!["start"]!, durationMinutes = 90, guest = new { name = "Zara", email = "zara@example.test" } });
        visitor.Headers["X-Booking-Key"] = (string)held["accessKey"]!;
        var id = (Guid)held["id"]!;
        var answer = await visitor.JsonAsync($"/api/v1/bookings/{id}/confirm", new { paymentMethod = provider });
        return new WalletGuest(this, visitor, id, (string)answer["payAt"]!, (long)held["price"]!["amountMinor"]!);
    }
}

/// <summary>Somebody who was sent to a wallet company, with their browser.</summary>
public sealed class WalletGuest(WalletFixture platform, Visitor visitor, Guid bookingId, string payAt, long priceMinor)
{
    private readonly Visitor company = platform.At("localhost");

    public Guid BookingId => bookingId;

    public string PayAt => payAt;

    public long PriceMinor => priceMinor;

    public Visitor Visitor => visitor;

    public Task<string> StateAsync() => platform.ScalarAsync<string>("lahore", $"select state from payments where booking_id = '{bookingId}' order by id desc limit 1");

    public Task<string> ReferenceAsync() => platform.ScalarAsync<string>("lahore", $"select provider_reference from payments where booking_id = '{bookingId}' order by id desc limit 1");

    public async Task<string> BookingAsync() => (string)(await visitor.JsonAsync($"/api/v1/bookings/{bookingId}"))["status"]!;

    /// <summary>The form of a page as a browser would send it: its address and its fields.</summary>
    public static async Task<(string Action, Dictionary<string, string> Fields)> FormOf(HttpResponseMessage page)
    {
        var html = await page.Content.ReadAsStringAsync();
        var form = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).QuerySelector("form[data-leaves]") ?? throw new InvalidOperationException($"No form leaves this page:\n{html}");
        return (form.GetAttribute("action")!, form.QuerySelectorAll("input[name]").ToDictionary(field => field.GetAttribute("name")!, field => field.GetAttribute("value") ?? ""));
    }

    /// <summary>Presses the button of the club's page: the company takes the form and shows its own page.</summary>
    /// <returns>Where the company sends the browser.</returns>
    public async Task<string> ArriveAsync(Dictionary<string, string>? changed = null)
    {
        var (action, fields) = await FormOf(await visitor.GetAsync(payAt));
        foreach (var (name, value) in changed ?? []) fields[name] = value;
        var answer = await company.PostFormAsync(new Uri(action).PathAndQuery, fields);
        return answer.Headers.Location?.ToString() ?? $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }

    /// <summary>Decides at the company's page.</summary>
    public Task<HttpResponseMessage> ChooseAsync(string page, string outcome) => company.SubmitAsync(page, page, new Dictionary<string, string> { ["outcome"] = outcome });

    /// <summary>JazzCash from the club's page to the form that brings the payer back.</summary>
    public async Task<(string Action, Dictionary<string, string> Fields)> DecideAsync(string outcome) => await FormOf(await ChooseAsync(await ArriveAsync(), outcome));

    /// <summary>JazzCash all the way.</summary>
    public async Task<HttpResponseMessage> PayAsync(string outcome = "pay")
    {
        var (action, fields) = await DecideAsync(outcome);
        return await platform.Lahore().PostFormAsync(new Uri(action).PathAndQuery, fields);
    }
}
