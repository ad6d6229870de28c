using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Tenancy;

/// <summary>
/// A request that holds one connection while it waits for a second is a request that can wait for ever: when all do it, nobody is served.
/// With one connection for all pages, and memory empty before each step, the first such request hangs.
/// </summary>
public sealed class OneConnectionTests(OneConnectionTests.OneConnection platform) : IClassFixture<OneConnectionTests.OneConnection>
{
    public sealed class OneConnection : PlatformFixture
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Database:FrontPoolSize"] = "1",
            ["Database:App"] = $"{App};Timeout=3",
        };
    }

    [Theory]
    [InlineData("madrid")]
    [InlineData("lahore")]
    public async Task No_request_of_a_guest_needs_a_second_connection(string slug)
    {
        var guest = platform.At($"{slug}.localhost");
        var venue = (await Cold(guest).JsonAsync("/api/v1/venues"))["venues"]![0]!;
        var court = (await Cold(guest).JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date=2026-11-27&duration=60"))["courts"]![0]!;
        var held = await Club.HoldAsync(Cold(guest), court);
        guest.Headers["X-Booking-Key"] = (string)held["accessKey"]!;
        (await Cold(guest).GetAsync($"/api/v1/bookings/{held["id"]}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Cold(guest).GetAsync($"/bookings/{held["id"]}?key={held["accessKey"]}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Cold(guest).PostAsync($"/api/v1/bookings/{held["id"]}/confirm", new { paymentMethod = "dev" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await Cold(guest).PostAsync($"/api/v1/bookings/{held["id"]}/confirm", new { paymentMethod = "at_club" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Cold(guest).GetAsync($"/bookings/{held["id"]}/cancel?key={held["accessKey"]}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Cold(guest).PostAsync($"/api/v1/bookings/{held["id"]}/cancel")).StatusCode.ShouldBe(HttpStatusCode.OK);
        platform.Log.Lines.Where(line => line.Contains("pool has been exhausted", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_request_of_somebody_signed_in_needs_a_second_connection()
    {
        var owner = Cold(platform.Madrid());
        owner.Token = (string)(await owner.JsonAsync("/api/v1/auth/login", new { email = "owner@madrid.test", password = Club.Password }))["accessToken"]!;
        foreach (var route in Route.Of(platform).Where(route => route.Door == "club" && route.Method == "GET"))
            ((int)(await Cold(owner).GetAsync(route.Filled(_ => null) + "?date=2026-11-27&duration=60")).StatusCode).ShouldBeLessThan(500, route.ToString());
    }

    private Visitor Cold(Visitor visitor)
    {
        platform.Services.GetRequiredService<Cached>().DropAll();
        return visitor;
    }
}
