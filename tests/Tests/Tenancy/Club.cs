using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Tenancy;

/// <summary>A club with one of everything that has an id, and what must be in its own answers and never in another's.</summary>
internal sealed record Club(string Slug, string Venue, string Court, string Booking, string BookingKey, string Payment, string Token, string RefreshToken, string Account)
{
    public const string Password = "Padel-demo-2026";

    /// <summary>Words that give the club away.</summary>
    public IEnumerable<string> Marks => [Venue, Court, Booking, Account, $"@{Slug}.test", $"Club {char.ToUpperInvariant(Slug[0])}{Slug[1..]}"];

    /// <summary>A visitor of the club without papers.</summary>
    public Visitor Visitor(PlatformFixture platform) => platform.At($"{Slug}.localhost");

    /// <summary>Signs the owner in and lets a guest begin to pay for a court.</summary>
    public static async Task<Club> MakeAsync(PlatformFixture platform, string slug)
    {
        var owner = platform.At($"{slug}.localhost");
        var signedIn = await owner.JsonAsync("/api/v1/auth/login", new { email = $"owner@{slug}.test", password = Password });
        var guest = platform.At($"{slug}.localhost");
        var venue = (await guest.JsonAsync("/api/v1/venues"))["venues"]![0]!;
        var day = await guest.JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date=2026-11-26&duration=60");
        var court = day["courts"]![0]!;
        var booking = await HoldAsync(guest, court);
        guest.Headers["X-Booking-Key"] = (string)booking["accessKey"]!;
        await guest.JsonAsync($"/api/v1/bookings/{booking["id"]}/confirm", new { paymentMethod = "dev" });
        var payment = await platform.ScalarAsync<Guid>(slug, $"select id from payments where booking_id = '{booking["id"]}'");
        return new Club(slug, (string)venue["id"]!, (string)court["courtId"]!, (string)booking["id"]!, (string)booking["accessKey"]!, payment.ToString(),
            (string)signedIn["accessToken"]!, (string)signedIn["refreshToken"]!, (string)signedIn["account"]!["id"]!);
    }

    /// <summary>A guest takes the first free time of a court.</summary>
    public static Task<JsonNode> HoldAsync(Visitor guest, JsonNode court) => guest.JsonAsync("/api/v1/bookings", new
    {
        courtId = (string)court["courtId"]!,
        start = (string)court["slots"]![0]!["start"]!,
        durationMinutes = 60,
        guest = new { name = "Gael", email = "gael@example.test" },
    });
}
