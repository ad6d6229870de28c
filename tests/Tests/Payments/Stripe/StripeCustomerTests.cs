using PadelSaaS.Tests.Notifications.Webhooks;
using PadelSaaS.Tests.Payments.Wallet;

namespace PadelSaaS.Tests.Payments.Stripe;

/// <summary>Whoever lets a club keep a card is one customer of it at Stripe.</summary>
public sealed class StripeCustomerTests(StripeClubFixture platform) : IClassFixture<StripeClubFixture>
{
    private readonly StripeClub club = new(platform);

    [Fact]
    public async Task A_player_is_one_customer_another_is_another_and_one_deleted_at_Stripe_is_made_anew()
    {
        await club.ConnectAsync();
        var plan = await PlanAsync("Once a customer");
        var (ana, bea) = (await Pocket.OfAsync(platform, "ana-card@example.test"), await Pocket.OfAsync(platform, "bea-card@example.test"));
        var first = await CustomerAsync(ana, plan);
        await EndAsync(ana);
        (await CustomerAsync(ana, plan)).ShouldBe(first);
        (await CustomerAsync(bea, plan)).ShouldNotBe(first);
        await EndAsync(ana);

        (await club.Stripe.SendAsync(HttpMethod.Delete, $"/v1/customers/{first}", null, club.Account)).Good();
        var second = await CustomerAsync(ana, plan);
        second.ShouldNotBe(first);
        await EndAsync(ana);
        (await CustomerAsync(ana, plan)).ShouldBe(second);
        // Stripe was told who they are by ids alone.
        platform.Sent.Where(sent => sent is { Method: "POST", Path: "/v1/customers" }).SelectMany(sent => sent.Said.Keys).Distinct().Order().ShouldBe(["metadata[account_id]", "metadata[tenant_id]"]);
    }

    [Fact]
    public async Task A_customer_whose_making_was_not_heard_of_is_found_and_not_made_twice()
    {
        await club.ConnectAsync();
        var plan = await PlanAsync("Found again");
        var cleo = await Pocket.OfAsync(platform, "cleo-card@example.test");
        (await club.Stripe.PostAsync("/faults", "kind=error_after&path=/v1/customers&times=1")).Good();
        await Should.ThrowAsync<InvalidOperationException>(() => CustomerAsync(cleo, plan));
        await CustomerAsync(cleo, plan);
        (await club.Stripe.GetAsync("/v1/customers?limit=100", club.Account)).Good().Body["data"]!.AsArray().Count(one => (string?)one!["metadata"]!["account_id"] == $"{cleo.Account}").ShouldBe(1);
    }

    private async Task<Guid> PlanAsync(string name)
    {
        var owner = await platform.OwnerAsync("madrid");
        var group = (string)(await owner.JsonAsync("/api/v1/manage/customer-groups", new { names = new { en = name } }))["key"]!;
        return (Guid)(await owner.JsonAsync("/api/v1/manage/membership-plans", new { name, description = "", groupKey = group, priceMinor = 2500, months = 1, creditMinor = 0, active = true }))["id"]!;
    }

    /// <summary>Becomes a member by card; Stripe's name of who pays.</summary>
    private async Task<string> CustomerAsync(Pocket who, Guid plan)
    {
        var payment = ((string)(await who.Visitor.JsonAsync("/api/v1/me/membership", new { planId = plan, method = "stripe" }))["payAt"]!).Split('/')[^1];
        var intent = await platform.ScalarAsync<string>("madrid", $"select provider_reference from payments where id = '{payment}'");
        var customer = (await club.Stripe.GetAsync($"/v1/payment_intents/{intent}", club.Account)).Good().Text("customer")!;
        (await club.TypeCardAsync(intent)).Good();
        await platform.SettleAsync();
        return customer;
    }

    private async Task EndAsync(Pocket who)
    {
        var owner = await platform.OwnerAsync("madrid");
        var id = await platform.ScalarAsync<Guid>("madrid", $"select id from memberships where account_id = '{who.Account}' and state = 'active'");
        await owner.PostAsync($"/api/v1/manage/memberships/{id}/end", new { reason = "Once more" });
        await platform.SettleAsync();
    }
}
