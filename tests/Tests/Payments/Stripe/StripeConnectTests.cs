using System.Net;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Notifications.Webhooks;

namespace PadelSaaS.Tests.Payments.Stripe;

/// <summary>A club opens its account, and what happens there reaches its books.</summary>
public sealed class StripeConnectTests(StripeClubFixture platform) : IClassFixture<StripeClubFixture>
{
    private const string Path = "/manage/payments/stripe";
    private readonly StripeClub club = new(platform);

    [Fact]
    public async Task Whoever_comes_back_from_stripe_reads_the_account_and_an_old_link_gives_way_to_a_new_one()
    {
        await club.ConnectAsync();
        var browser = platform.Madrid();
        await browser.SignInAsync("owner@madrid.test", People.DemoPassword);
        (await browser.GetAsync($"{Path}/return")).Headers.Location!.OriginalString.ShouldBe($"{Path}?done=read");
        var refreshed = await browser.GetAsync($"{Path}/refresh");
        refreshed.Headers.Location!.OriginalString.ShouldContain($"/dev/stripe/connect/{club.Account}/");
        refreshed.Headers.CacheControl!.NoStore.ShouldBeTrue();
        // A form of the page may lead there, and nowhere else.
        (await browser.GetAsync(Path)).Headers.GetValues("Content-Security-Policy").Single().ShouldContain("form-action 'self' http://localhost:80;");
        (await platform.Madrid().GetAsync($"{Path}/refresh")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_club_in_a_country_without_stripe_is_told_so()
    {
        var owner = await platform.OwnerAsync("lahore");
        (await owner.PostAsync($"/api/v1{Path}/onboarding")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await owner.JsonAsync("/api/v1/manage/payments/providers")).ToJsonString().ShouldNotContain("\"stripe\"");
        platform.Sent.ShouldNotContain(sent => sent.Form.Contains("country=PK", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_paid_out_lies_at_the_bank_and_what_fails_comes_back()
    {
        await club.ConnectAsync();
        await club.PaidAsync("Payout");
        platform.Clock.Advance(TimeSpan.FromDays(10));
        await platform.SettleAsync();
        var payout = (await club.Stripe.PostAsync("/control/payouts", "", club.Account)).Good().Body["data"]![0]!;
        (await club.Stripe.PostAsync($"/control/payouts/{payout["id"]}/arrive", "", club.Account)).Good();
        await platform.SettleAsync();
        (await club.LedgerAsync("bank")).ShouldBe((long)payout["amount"]!);
        (await platform.ScalarAsync<string>("madrid", $"select state from payouts where id = '{payout["id"]}'")).ShouldBe("paid");
        await club.BooksAgreeAsync();
        (await PageAsync()).ShouldContain("Arrived");

        (await club.Stripe.PostAsync($"/control/payouts/{payout["id"]}/fail", "", club.Account)).Good();
        await platform.SettleAsync();
        (await club.LedgerAsync("bank")).ShouldBe(0);
        await club.BooksAgreeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disputed_money_lies_aside_until_the_bank_decides(bool won)
    {
        await club.ConnectAsync();
        var (held, _, intent) = await club.PaidAsync(won ? "Won" : "Gone");
        var owed = await club.LedgerAsync("receivable");
        var dispute = (await club.Stripe.PostAsync("/control/disputes", $"charge={await club.ChargeAsync(intent)}&reason=fraudulent", club.Account)).Good();
        await platform.SettleAsync();
        (await club.LedgerAsync("disputed")).ShouldBe(held.PriceMinor);
        await club.BooksAgreeAsync();
        (await PageAsync()).ShouldContain("The payer says it was not them");

        (await club.Stripe.PostAsync($"/control/disputes/{dispute.Text("id")}/close", $"won={(won ? "true" : "false")}", club.Account)).Good();
        await platform.SettleAsync();
        (await club.LedgerAsync("disputed")).ShouldBe(0);
        (await club.LedgerAsync("receivable") - owed).ShouldBe(won ? 0 : held.PriceMinor);
        (await platform.ScalarAsync<string>("madrid", $"select state from disputes where id = '{dispute.Text("id")}'")).ShouldBe(won ? "won" : "lost");
        await club.BooksAgreeAsync();
    }

    private async Task<string> PageAsync()
    {
        var browser = platform.Madrid();
        await browser.SignInAsync("owner@madrid.test", People.DemoPassword);
        return await (await browser.GetAsync(Path)).Content.ReadAsStringAsync();
    }
}
