using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Payments.Settings;
using PadelSaaS.Payments;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Notifications.Webhooks;

namespace PadelSaaS.Tests.Payments.Settings;

public sealed class ProviderSettingsTests(ProviderSettingsTests.WithCounter platform) : IClassFixture<ProviderSettingsTests.WithCounter>
{
    private const string Salt = "9yw_salt_of_the_club";

    public sealed class WithCounter : PlatformFixture
    {
        protected override void More(IServiceCollection services) =>
            services.AddScoped<IPaymentProvider, CounterProvider>().AddSingleton<IProviderForm, CounterForm>();
    }

    [Fact]
    public async Task A_provider_is_offered_once_it_is_on_and_complete_and_its_secret_is_told_nobody()
    {
        var owner = await platform.OwnerAsync();
        (await RefusedAsync(owner, "counter", new { on = true })).ShouldBe((HttpStatusCode.Conflict, "provider_not_ready"));
        (await MethodsAsync()).ShouldBe(["dev", "at_club"]);

        var board = await PutAsync(owner, "counter", new { on = true, place = 1, fields = new { merchantId = "MC1234", salt = Salt } });
        var counter = board["providers"]!.AsArray().Single(one => (string)one!["name"]! == "counter")!;
        counter["fields"]!["merchantId"]!.GetValue<string>().ShouldBe("MC1234");
        counter["secretsSetAt"]!["salt"].ShouldNotBeNull();
        board.ToJsonString().ShouldNotContain(Salt);
        (await MethodsAsync()).ShouldBe(["counter", "dev", "at_club"]);

        // An empty secret keeps the one there is; the others change.
        await PutAsync(owner, "counter", new { fields = new { merchantId = "MC9999", salt = "" } });
        (await AccountAsync()).ShouldBe(new CounterAccount("MC9999", Salt, null));
        // A required field that is emptied takes it off the offer, though it stays on.
        await PutAsync(owner, "counter", new { fields = new { merchantId = "" } });
        (await MethodsAsync()).ShouldBe(["dev", "at_club"]);
        await PutAsync(owner, "counter", new { fields = new { merchantId = "MC1234" }, place = 2 });
        (await MethodsAsync()).ShouldBe(["dev", "counter", "at_club"]);

        await PutAsync(owner, "counter", new { on = false });
        (await MethodsAsync()).ShouldBe(["dev", "at_club"]);
        var page = await PageAsync();
        page.ShouldContain("MC1234");
        page.ShouldNotContain(Salt);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from audit where content::text like '%{Salt}%'")).ShouldBe(0);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from audit where content::text like '%payment_settings.provider_changed%'")).ShouldBeGreaterThanOrEqualTo(3);
        (await platform.ScalarAsync<string>("madrid", "select encode(secrets, 'escape') from provider_accounts where provider = 'counter'")).ShouldNotContain(Salt);
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_the_field_and_changes_nothing()
    {
        var owner = await platform.OwnerAsync("lahore");
        var answer = await owner.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/v1/manage/payments/providers/counter") { Content = JsonContent.Create(new { place = 0, fields = new { merchantId = "nonsense", salt = "s", colour = "red" } }) });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var errors = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!.AsObject();
        errors.Select(error => error.Key).ShouldBe(["merchantId", "colour", "place"], ignoreOrder: true);
        (await platform.ScalarAsync<long>("lahore", "select count(*) from provider_accounts")).ShouldBe(0);
        foreach (var name in (string[])["paypal", "wallet", "stripe"]) (await RefusedAsync(owner, name, new { on = true })).ShouldBe((HttpStatusCode.NotFound, "not_found"), name);

        var browser = platform.At("lahore.localhost");
        await browser.SignInAsync("owner@lahore.test", People.DemoPassword);
        var page = await (await browser.SubmitAsync(ShowProviders.Path, $"{ShowProviders.Path}/counter", new Dictionary<string, string> { ["merchantId"] = "nonsense", ["salt"] = Salt, ["do"] = "save" })).Content.ReadAsStringAsync();
        page.ShouldContain("nonsense");
        page.ShouldNotContain(Salt);
        (await browser.SubmitAsync(ShowProviders.Path, $"{ShowProviders.Path}/counter", new Dictionary<string, string> { ["merchantId"] = "LH0001", ["salt"] = Salt, ["do"] = "save" })).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await platform.ScalarAsync<string>("lahore", "select public->>'merchantId' from provider_accounts")).ShouldBe("LH0001");
    }

    [Fact]
    public async Task Players_keep_at_least_one_way_to_pay_also_when_two_take_the_last_two_away_at_once()
    {
        var owner = await platform.OwnerAsync();
        await PutAsync(owner, "counter", new { on = false });
        var both = await Task.WhenAll(
            SendAsync(owner, "/api/v1/manage/payments/at-club", new { on = false }), SendAsync(owner, "/api/v1/manage/payments/providers/dev", new { on = false }));
        both.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
        (await platform.ScalarAsync<bool>("madrid", "select at_club or cardinality(providers) > 0 from payment_settings")).ShouldBeTrue();
        await SendAsync(owner, "/api/v1/manage/payments/at-club", new { on = true });
        await PutAsync(owner, "dev", new { on = true });
    }

    [Fact]
    public async Task Nobody_but_who_runs_the_club_sees_or_changes_it()
    {
        var desk = platform.Madrid();
        desk.Token = (string)(await desk.JsonAsync("/api/v1/auth/login", new { email = "desk@madrid.test", password = People.DemoPassword }))["accessToken"]!;
        (await desk.GetAsync("/api/v1/manage/payments/providers")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(desk, "/api/v1/manage/payments/providers/dev", new { on = false })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<List<string>> MethodsAsync() =>
        [.. (await platform.Madrid().JsonAsync("/api/v1/payments/methods"))["methods"]!.AsArray().Select(method => (string)method!["code"]!)];

    private async Task<CounterAccount?> AccountAsync()
    {
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync("madrid"));
        return await scope.ServiceProvider.GetRequiredService<ProviderAccounts>().FindAsync<CounterAccount>("counter");
    }

    private async Task<string> PageAsync()
    {
        var browser = platform.Madrid();
        await browser.SignInAsync("owner@madrid.test", People.DemoPassword);
        return await (await browser.GetAsync(ShowProviders.Path)).Content.ReadAsStringAsync();
    }

    private static Task<HttpResponseMessage> SendAsync(Visitor who, string path, object body) => who.SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) });

    private static async Task<JsonNode> PutAsync(Visitor owner, string provider, object body)
    {
        var answer = await SendAsync(owner, $"/api/v1/manage/payments/providers/{provider}", body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<(HttpStatusCode, string)> RefusedAsync(Visitor owner, string provider, object body)
    {
        var answer = await SendAsync(owner, $"/api/v1/manage/payments/providers/{provider}", body);
        return (answer.StatusCode, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["slug"]!);
    }
}
