using System.Net;
using System.Net.Http.Json;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Payments.Wallet;

public sealed class WalletSettingsTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Api = "/api/v1/manage/wallet/settings";
    private const string Page = "/manage/wallet/settings";

    [Fact]
    public async Task An_owner_switches_the_wallet_on_and_off_and_players_see_it_at_once()
    {
        var owner = await platform.AsAsync("owner@madrid.test");
        (await MethodsAsync()).ShouldNotContain("wallet");
        var before = await WrittenAsync("payment_settings.changed");
        (await SaveAsync(owner, Terms(on: true, [5000, 2000]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await MethodsAsync()).ShouldBe(["dev", "wallet", "at_club"]);
        // Said twice, it stands there once.
        (await SaveAsync(owner, Terms(on: true, [5000, 2000]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await platform.ScalarAsync<string>("madrid", "select array_to_string(providers, ' ') from payment_settings")).ShouldBe("dev wallet");

        var ana = await Pocket.OfAsync(platform, "settings@example.test");
        (await ana.SeeAsync())["topUps"]!.AsArray().Select(amount => (long)amount!["amountMinor"]!).ShouldBe([2000, 5000]);
        await ana.TopUpAsync(2000);
        (await ana.BalanceAsync()).ShouldBe(2000);

        (await SaveAsync(owner, Terms(on: false, [2000]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await MethodsAsync()).ShouldBe(["dev", "at_club"]);
        (await ana.BalanceAsync()).ShouldBe(2000);
        (await WrittenAsync("wallet_settings.changed")).ShouldBe(2);
        (await WrittenAsync("payment_settings.changed") - before).ShouldBe(2);
    }

    [Fact]
    public async Task What_cannot_be_kept_is_refused_by_the_name_of_its_field()
    {
        var owner = await platform.AsAsync("owner@madrid.test");
        foreach (var (terms, field) in new (object, string)[]
        {
            (Terms(on: true, [0]), "topUps"), (Terms(on: true, [2000, 2000]), "topUps"), (Terms(on: true, [1, 2, 3, 4, 5, 6, 7, 8, 9]), "topUps"),
            (Terms(on: true, [2000], returnedDays: 0), "returnedDays"), (Terms(on: true, [2000], tax: 10001), "breakageTaxBps"),
        })
        {
            var answer = await SaveAsync(owner, terms);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await answer.Content.ReadAsStringAsync()).ShouldContain(field);
        }
        (await SaveAsync(await platform.AsAsync("desk@madrid.test"), Terms(on: true, [2000]))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_page_says_what_is_likely_reads_what_people_type_and_keeps_it_when_it_is_refused()
    {
        var browser = platform.Lahore();
        await browser.SignInAsync("owner@lahore.test", People.DemoPassword);
        (await (await browser.GetAsync(Page)).Content.ReadAsStringAsync()).ShouldContain("2000 5000 10000");
        var typed = new Dictionary<string, string> { ["on"] = "true", ["topUps"] = "1,500 3000", ["giftAmounts"] = "", ["topUpValidDays"] = "", ["returnedDays"] = "60", ["breakageTaxBps"] = "16,5" };
        var wrong = await browser.SubmitAsync(Page, Page, new Dictionary<string, string>(typed) { ["topUps"] = "many" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("many");
        (await browser.SubmitAsync(Page, Page, typed)).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await platform.ScalarAsync<string>("lahore", "select concat_ws(' ', top_ups, gift_amounts, coalesce(top_up_valid_days, -1), returned_days, breakage_tax_bps) from wallet_settings")).ShouldBe("{150000,300000} {} -1 60 1650");
        (await platform.ScalarAsync<bool>("lahore", "select 'wallet' = any(providers) from payment_settings")).ShouldBeTrue();
    }

    private static object Terms(bool on, long[] topUps, int returnedDays = 90, int tax = 2100) =>
        new { on, topUps, giftAmounts = new[] { 2500L }, topUpValidDays = 365, returnedDays, breakageTaxBps = tax };

    private static Task<HttpResponseMessage> SaveAsync(Visitor who, object terms) => who.SendAsync(new HttpRequestMessage(HttpMethod.Put, Api) { Content = JsonContent.Create(terms) });

    private Task<long> WrittenAsync(string act) => platform.ScalarAsync<long>("madrid", $"select count(*) from audit where act = '{act}'");

    private async Task<List<string>> MethodsAsync() =>
        [.. (await platform.Madrid().JsonAsync("/api/v1/payments/methods"))["methods"]!.AsArray().Select(method => (string)method!["code"]!)];
}
