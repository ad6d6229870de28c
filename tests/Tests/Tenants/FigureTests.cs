using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.Admins;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Payments;

namespace PadelSaaS.Tests.Tenants;

/// <summary>What admins see of all clubs together.</summary>
public sealed class FigureTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Clubs_are_counted_by_themselves_and_added_up_by_month_and_currency()
    {
        var admin = await platform.AdminAsync();
        (await (await admin.GetAsync("/figures")).Content.ReadAsStringAsync()).ShouldContain("Nothing is counted yet");

        await new Checkout(platform, "madrid").PaidAsync("Ada", "ada@example.test", "en");
        await new Checkout(platform, "madrid").PaidAsync("Bob", "bob@example.test", "en");
        await platform.SettleAsync();
        var starts = await platform.ScalarAsync<DateTime>("madrid", "select min(starts_at) from bookings where status = 'confirmed'");
        var paid = await platform.ScalarAsync<long>("madrid", "select sum(amount_minor)::bigint from payments where settled_at is not null");
        // Counted in the month in which they play; what they paid, when they paid it.
        var paidIn = $"{platform.Clock.Now:yyyy-MM}-01";
        platform.Clock.Now = new DateTimeOffset(starts, TimeSpan.Zero).AddDays(2);
        foreach (var club in new[] { "madrid", "lahore" }) await CountAsync(club);
        var booked = await platform.ScalarAsync<long>("madrid", $"select count(*) from bookings where status in ('confirmed', 'completed', 'in_progress', 'no_show') and booking_type <> 'block' and date_trunc('month', starts_at at time zone 'UTC') = '{starts:yyyy-MM}-01'");
        booked.ShouldBeGreaterThanOrEqualTo(2);

        admin = await platform.AdminAsync();
        var told = await admin.JsonAsync("/figures.json");
        var months = told["months"]!.AsArray();
        months.Single(month => (string?)month!["month"] == $"{starts:yyyy-MM}-01")!["bookings"]!.GetValue<long>().ShouldBe(booked);
        months.Single(month => (string?)month!["month"] == paidIn)!["taken"]!.AsArray().Single(taken => (string?)taken!["currency"] == "EUR")!["amountMinor"]!.GetValue<long>().ShouldBe(paid);
        months.Single(month => (string?)month!["month"] == paidIn)!["taken"]!.AsArray().Select(taken => (string?)taken!["currency"]).ShouldBe(["EUR", "PKR"]);
        told["clubs"]!.AsArray().Single(club => (string?)club!["slug"] == "madrid")!["lately"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(2);

        // Nobody came for a month: the club is shown first, and why.
        platform.Clock.Advance(TimeSpan.FromDays(32));
        await CountAsync("madrid");
        admin = await platform.AdminAsync();
        var first = (await admin.JsonAsync("/figures.json"))["clubs"]![0]!;
        ((string?)first["slug"], (string?)first["risk"]).ShouldBe(("madrid", "quiet"));
        var page = await (await admin.GetAsync("/figures")).Content.ReadAsStringAsync();
        page.ShouldContain("Nobody plays any more");
        page.ShouldContain("Paid by players, EUR");
        (await platform.At("madrid.localhost").GetAsync("/figures")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    private async Task CountAsync(string slug)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync(slug));
        await scope.ServiceProvider.GetServices<JobRow>().Single(job => job.Name == "count-clubs").Run(scope.ServiceProvider, default);
    }
}
