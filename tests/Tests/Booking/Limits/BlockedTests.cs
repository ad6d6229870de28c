using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Limits;

/// <summary>Whom the club has blocked books nothing online; who pays comes back the way they came.</summary>
public sealed class BlockedTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_blocked_customer_is_refused_by_name_until_the_club_takes_it_back()
    {
        await ApplyAsync("Left without paying");
        var player = await platform.InMadrid().SignInAsync("player@madrid.test");
        var slot = await player.SlotAsync("2026-11-28", "10:00");
        var refused = await player.HoldAsync(slot);
        (refused.Status, refused.Slug).ShouldBe((HttpStatusCode.Conflict, "customer_blocked"));
        // Why is between the club and its notes.
        refused.Body.ShouldNotContain("paying");
        (await platform.InMadrid().HoldAsync(slot.Moved(180))).Status.ShouldBe(HttpStatusCode.Created);

        await ApplyAsync(null);
        (await player.HoldAsync(slot)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Who_pays_by_a_guests_link_comes_back_by_it_also_when_the_booking_has_joined_an_account()
    {
        var guest = platform.InMadrid();
        var id = await guest.HeldAsync(await guest.SlotAsync("2026-11-29", "10:00"), "Link");
        await platform.ExecuteAsync("madrid", $"update bookings set user_id = '{Guid.CreateVersion7()}' where id = '{id}'");
        (await guest.ConfirmAsync(id, "dev")).Status.ShouldBe(HttpStatusCode.Accepted);
        (await PathAsync(id)).ShouldBe($"/bookings/{id}?key={guest.Visitor.Headers["X-Booking-Key"]}");

        var player = await platform.InMadrid().SignInAsync("owner@madrid.test");
        var own = (Guid)(await player.HoldAsync(await player.SlotAsync("2026-11-29", "14:00"))).Json["id"]!;
        (await player.ConfirmAsync(own, "dev")).Status.ShouldBe(HttpStatusCode.Accepted);
        (await PathAsync(own)).ShouldBe($"/bookings/{own}");
    }

    private Task<string> PathAsync(Guid booking) => platform.ScalarAsync<string>("madrid", $"select return_path from payments where booking_id = '{booking}'");

    private async Task ApplyAsync(string? blocked)
    {
        var file = Template.Club("madrid");
        file["customers"] = new JsonArray(new JsonObject { ["email"] = "player@madrid.test", ["blocked"] = blocked });
        await platform.Services.GetRequiredService<ITenantOffice>().ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
    }
}
