using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Payments.StripeFake;

namespace PadelSaaS.Tests.Payments.StripeFake;

/// <summary>What of the development Stripe is there by itself, and that it is there in Development only.</summary>
public sealed class DemoAccountTests(StripeFixture platform) : IClassFixture<StripeFixture>
{
    private readonly StripeWire stripe = new(platform);

    [Fact]
    public async Task A_demo_clubs_account_is_ready_when_it_is_first_named_by_many_at_once()
    {
        var paid = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => stripe.PayAsync("acct_demo_smash", 1000, "&application_fee_amount=50")));
        paid.ShouldAllBe(one => one.Status == 200);
        (await stripe.BalanceAsync("acct_demo_smash")).ShouldBe(8 * (1000 - 40 - 50));
        var other = (await stripe.GetAsync("/v1/accounts/acct_demo_other")).Good();
        ((bool)other.Body["charges_enabled"]!, other.Text("id")).ShouldBe((true, "acct_demo_other"));
        (await stripe.PostAsync("/v1/accounts/acct_demo_other/login_links")).Good();
        (await stripe.GetAsync("/v1/accounts/acct_nobody")).Code.ShouldBe("resource_missing");
        await stripe.BooksHoldAsync();
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    [InlineData("Staging", false)]
    public async Task Nothing_of_it_is_there_outside_Development(string environment, bool isThere)
    {
        var app = new ApplicationBuilder(platform.Services);
        var asked = false;
        new StripeDoor(new Place(environment)).Configure(next => next.Run(_ => { asked = true; return Task.CompletedTask; }))(app);
        await using var scope = platform.Services.CreateAsyncScope();
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Path = "/dev/stripe/v1/balance";
        await app.Build()(http);
        asked.ShouldBe(!isThere);
        if (isThere) http.Response.StatusCode.ShouldBe(401);
    }

    private sealed class Place(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "padel";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
