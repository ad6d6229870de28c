using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts;
using PadelSaaS.Payments;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.Admins;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Ledger;

public sealed class CommissionPageTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Terms_hold_from_their_day_a_clubs_own_before_its_plans_and_a_currencys_before_all()
    {
        var admin = await platform.AdminAsync();
        (await OfAsync("madrid", 10_000, "EUR")).ShouldBe(500);
        await SavedAsync(admin, ("whom", "plan standard"), ("percent", "4"), ("from", Day(1)));
        await SavedAsync(admin, ("whom", "club madrid"), ("percent", "2,5"), ("from", Day(2)), ("note", "as agreed"));
        await SavedAsync(admin, ("whom", "club madrid"), ("percent", "1"), ("currency", "EUR"), ("fixed", "0.25"), ("most", "1.00"), ("from", Day(3)));
        await SavedAsync(admin, ("whom", "club madrid"), ("percent", ""), ("currency", "EUR"), ("from", Day(4)));

        (await OfAsync("madrid", 10_000, "EUR")).ShouldBe(500);
        platform.Clock.Advance(TimeSpan.FromDays(1));
        (await OfAsync("madrid", 10_000, "EUR"), await OfAsync("lahore", 10_000, "PKR")).ShouldBe((400, 400));
        platform.Clock.Advance(TimeSpan.FromDays(1));
        (await OfAsync("madrid", 10_000, "EUR"), await OfAsync("lahore", 10_000, "PKR")).ShouldBe((250, 400));
        platform.Clock.Advance(TimeSpan.FromDays(1));
        (await OfAsync("madrid", 10_000, "EUR"), await OfAsync("madrid", 5_000, "EUR"), await OfAsync("madrid", 10_000, "USD")).ShouldBe((100, 75, 250));
        platform.Clock.Advance(TimeSpan.FromDays(1));
        (await OfAsync("madrid", 10_000, "EUR")).ShouldBe(250);
        (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from platform.platform_audit where act = 'commission.set'")).ShouldBe(4);
    }

    [Theory]
    [InlineData("from", "2020-01-01", "Please give a day after today.")]
    [InlineData("whom", "club nobody", "Please choose a plan or a club.")]
    [InlineData("percent", "101", "Please give a share from 0 to 100 per cent.")]
    [InlineData("percent", "", "Please give a share from 0 to 100 per cent.")]
    [InlineData("fixed", "1.00", "An amount needs its currency.")]
    public async Task What_makes_no_sense_is_refused_beside_its_field(string field, string value, string sentence)
    {
        var admin = await platform.AdminAsync();
        var typed = new Dictionary<string, string> { ["whom"] = "plan chain", ["percent"] = "3", ["from"] = Day(1), ["currency"] = "", [field] = value };
        var answer = await admin.SubmitAsync("/commission", "/commission", typed);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).ShouldContain(sentence);
    }

    private string Day(int ahead) => platform.Clock.Now.UtcDateTime.AddDays(ahead).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task SavedAsync(Visitor admin, params (string Field, string Value)[] typed)
    {
        var answer = await admin.SubmitAsync("/commission", "/commission", typed.ToDictionary(one => one.Field, one => one.Value));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
    }

    private async Task<long> OfAsync(string slug, long minor, string currency)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync(slug));
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().BeginAsync();
        return await scope.ServiceProvider.GetRequiredService<Commissions>().OfAsync(new Money(minor, currency), CancellationToken.None);
    }
}
