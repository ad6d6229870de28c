using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Waitlist;

internal sealed record Waiter(Guid Id, Visitor Visitor)
{
    public Task<JsonNode> SeeAsync() => Visitor.JsonAsync($"/api/v1/waitlist/{Id}");

    public Task<HttpResponseMessage> PostAsync(string act) => Visitor.PostAsync($"/api/v1/waitlist/{Id}/{act}");
}

internal sealed record Owned(Player Player, Guid Id, DateTimeOffset Start);

/// <summary>What tests of the line ask of a platform.</summary>
internal static class Waiting
{
    public static object Body(Guid venue, string name, string date, string from, string to) => new
    {
        venueId = venue,
        date,
        from,
        to,
        durationMinutes = 90,
        guest = new { name, email = $"{name.ToLowerInvariant()}@example.test", phone = "+34 600 000 000" },
    };

    public static async Task<Waiter> JoinAsync(this PlatformFixture platform, string name, string date, string from, string to)
    {
        var player = platform.InMadrid();
        var answer = await player.Visitor.JsonAsync("/api/v1/waitlist", Body(await player.VenueAsync(), name, date, from, to));
        player.Visitor.Headers["X-Booking-Key"] = (string)answer["accessKey"]!;
        platform.Clock.Advance(TimeSpan.FromMilliseconds(5));
        return new Waiter((Guid)answer["id"]!, player.Visitor);
    }

    // Every court of the club, so that nothing begins at these times; the answer holds the bookings of the first court.
    public static async Task<IReadOnlyList<Owned>> FillAsync(this PlatformFixture platform, string date, params string[] times)
    {
        var mine = new List<Owned>();
        foreach (var time in times)
        {
            var slots = (await platform.InMadrid().FreeAsync(date)).Where(slot => slot.StartLocal.Contains($"T{time}", StringComparison.Ordinal)).ToList();
            foreach (var slot in slots)
            {
                var player = platform.InMadrid();
                var id = await player.HeldAsync(slot, $"Filler{Guid.CreateVersion7():N}"[..20]);
                (await player.ConfirmAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
                if (slot == slots[0]) mine.Add(new Owned(player, id, slot.Start));
            }
        }
        return mine;
    }

    public static Task<long> MailsAsync(this PlatformFixture platform, string address) =>
        platform.ScalarAsync<long>("madrid", $"select count(*) from notification_logs where type = 'email' and recipient = '{address}' and template = 'waitlist_offer'");
}
