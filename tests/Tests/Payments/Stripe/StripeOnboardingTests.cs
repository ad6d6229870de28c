using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Notifications.Webhooks;

namespace PadelSaaS.Tests.Payments.Stripe;

/// <summary>A club that has no account at Stripe yet opens one.</summary>
public sealed class StripeOnboardingTests(StripeClubFixture platform) : IClassFixture<StripeClubFixture>
{
    private const string Path = "/manage/payments/stripe";
    private readonly StripeClub club = new(platform);

    [Fact]
    public async Task Cards_are_offered_once_stripe_lets_the_club_charge_and_no_longer_when_it_does_not()
    {
        var owner = await platform.OwnerAsync();
        var first = (string)(await owner.JsonAsync($"/api/v1{Path}/onboarding", new { }))["url"]!;
        var second = (string)(await owner.JsonAsync($"/api/v1{Path}/onboarding", new { }))["url"]!;
        first.ShouldNotBe(second);
        platform.Sent.Count(sent => sent is { Method: "POST", Path: "/v1/accounts" }).ShouldBe(1);
        // Whoever has a link is let in: it lies nowhere.
        var secret = first.Split('/')[^1];
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from provider_accounts where public::text like '%{secret}%'")).ShouldBe(0);
        platform.Log.Lines.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));

        (await club.MethodsAsync()).ShouldNotContain("stripe");
        var status = await owner.JsonAsync($"/api/v1{Path}");
        ((bool)status["takesPayments"]!).ShouldBeFalse();
        status["missing"]!.AsArray().Count.ShouldBeGreaterThan(3);
        var page = await PageAsync();
        page.ShouldContain("A bank account for the money");
        page.ShouldContain("Takes no payments yet");

        await club.ConnectAsync();
        (await club.MethodsAsync())[0].ShouldBe("stripe");
        (await PageAsync()).ShouldContain("Takes payments");
        ((string)(await owner.JsonAsync($"/api/v1{Path}/login", new { }))["url"]!).ShouldContain(club.Account);

        (await club.Stripe.PostAsync($"/control/accounts/{club.Account}/stop")).Good();
        await platform.SettleAsync();
        (await club.MethodsAsync()).ShouldNotContain("stripe");
        (await club.Stripe.PostAsync($"/control/accounts/{club.Account}/complete")).Good();
        await platform.SettleAsync();
    }

    private async Task<string> PageAsync()
    {
        var browser = platform.Madrid();
        await browser.SignInAsync("owner@madrid.test", People.DemoPassword);
        return await (await browser.GetAsync(Path)).Content.ReadAsStringAsync();
    }
}
