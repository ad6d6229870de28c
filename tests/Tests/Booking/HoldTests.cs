using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

public sealed class HoldTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task What_is_shown_can_be_held_confirmed_and_cancelled()
    {
        var visitor = platform.Madrid();
        var venue = (await visitor.JsonAsync("/api/v1/venues"))["venues"]![0]!;
        var day = await visitor.JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date=2026-11-25&duration=90");
        var court = day["courts"]![0]!;
        var slot = court["slots"]![0]!;
        ((string)slot["startLocal"]!).ShouldBe("2026-11-25T09:00:00+01:00");

        var held = await visitor.JsonAsync("/api/v1/bookings", new { courtId = (string)court["courtId"]!, start = (string)slot["start"]!, durationMinutes = 90, guest = new { name = "Gael", email = "gael@example.test" } });
        ((string)held["status"]!).ShouldBe("pending");
        visitor.Headers["X-Booking-Key"] = (string)held["accessKey"]!;
        var confirmed = await visitor.JsonAsync($"/api/v1/bookings/{held["id"]}/confirm", new { paymentMethod = "at_club" });
        ((string)confirmed["status"]!).ShouldBe("confirmed");
        var cancelled = await visitor.JsonAsync($"/api/v1/bookings/{held["id"]}/cancel", new { });
        ((string)cancelled["booking"]!["status"]!).ShouldBe("cancelled");
        await platform.SettleAsync();
    }

    [Fact]
    public async Task An_unknown_host_is_404()
    {
        (await platform.At("nobody.localhost").GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
