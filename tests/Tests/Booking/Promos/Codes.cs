using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Venues.Manage;

namespace PadelSaaS.Tests.Booking.Promos;

/// <summary>An owner in Madrid who makes codes, and guests who use them.</summary>
internal sealed class Codes(PlatformFixture platform, Owner owner)
{
    public Owner Owner => owner;

    public static async Task<Codes> OfAsync(PlatformFixture platform) => new(platform, await Owner.OfAsync(platform));

    public async Task<JsonNode> AddAsync(object code)
    {
        var answer = await Player.ReadAsync(await owner.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/v1/manage/promo-codes") { Content = JsonContent.Create(code) }));
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body);
        return answer.Json;
    }

    public async Task<Answer> ChangeAsync(JsonNode seen, object code) => await Player.ReadAsync(await owner.Visitor.SendAsync(
        new HttpRequestMessage(HttpMethod.Put, $"/api/v1/manage/promo-codes/{seen["id"]}") { Content = JsonContent.Create(new { revision = (int)seen["revision"]!, promoCode = code }) }));

    /// <summary>A hold by a guest.</summary>
    public async Task<Answer> HoldAsync(Slot slot, string? promoCode, string name = "Gael", Visitor? visitor = null) => await Player.ReadAsync(await (visitor ?? platform.Madrid()).PostAsync("/api/v1/bookings", new
    {
        courtId = slot.CourtId,
        start = slot.Start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        durationMinutes = slot.Minutes,
        guest = new { name, email = $"{name.ToLowerInvariant()}@example.test" },
        promoCode,
    }));

    /// <summary>A hold that is had, with its key.</summary>
    public async Task<(Guid Id, Player Guest, JsonNode Json)> HeldAsync(Slot slot, string promoCode, string name = "Gael")
    {
        var guest = platform.InMadrid();
        var held = await HoldAsync(slot, promoCode, name, guest.Visitor);
        held.Status.ShouldBe(HttpStatusCode.Created, held.Body);
        guest.Visitor.Headers["X-Booking-Key"] = (string)held.Json["accessKey"]!;
        return ((Guid)held.Json["id"]!, guest, held.Json);
    }

    /// <summary>What the code's own counter says, and what its customers' say.</summary>
    public async Task<(long Code, long Customers, long Bookings)> UsesAsync(string code) => (
        await platform.ScalarAsync<long>("madrid", $"select uses::bigint from promo_codes where code = '{code}'"),
        await platform.ScalarAsync<long>("madrid", $"select coalesce(sum(c.uses), 0)::bigint from promo_customers c join promo_codes p on p.id = c.promo_code_id where p.code = '{code}'"),
        await platform.ScalarAsync<long>("madrid", $"select count(*) from bookings b join promo_codes p on p.id = b.promo_code_id where p.code = '{code}'"));
}
