using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

/// <summary>A time of a court as the availability shows it.</summary>
public sealed record Slot(Guid CourtId, DateTimeOffset Start, DateTimeOffset End, string StartLocal, long Price)
{
    public int Minutes => (int)(End - Start).TotalMinutes;

    /// <summary>The same court, later or earlier.</summary>
    public Slot Moved(int minutes) => this with { Start = Start.AddMinutes(minutes), End = End.AddMinutes(minutes) };
}

/// <summary>An answer of the API, read.</summary>
public sealed record Answer(HttpStatusCode Status, string Body, string? ContentType)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The refusal's stable name.</summary>
    public string? Slug => ContentType == "application/problem+json" ? (string?)Json["slug"] : null;

    public IReadOnlyList<Slot> Alternatives => [.. Json["alternatives"]!.AsArray().Select(one => Player.SlotOf((Guid)one!["courtId"]!, one))];
}

/// <summary>Somebody who books by the API, as a guest unless signed in.</summary>
public sealed class Player(Visitor visitor)
{
    private Guid venue;

    public Visitor Visitor => visitor;

    /// <summary>The only venue of the club.</summary>
    public async Task<Guid> VenueAsync() =>
        venue == Guid.Empty ? venue = (Guid)(await visitor.JsonAsync("/api/v1/venues"))["venues"]![0]!["id"]! : venue;

    /// <summary>All that is shown as free on a business day.</summary>
    public async Task<IReadOnlyList<Slot>> FreeAsync(string date, int minutes = 90)
    {
        var day = await visitor.JsonAsync($"/api/v1/venues/{await VenueAsync()}/availability?date={date}&duration={minutes}");
        return [.. day["courts"]!.AsArray().SelectMany(court => court!["slots"]!.AsArray().Select(slot => SlotOf((Guid)court["courtId"]!, slot!)))];
    }

    /// <summary>The slot of the first court (or of the one at a place) that starts at a local time of a day.</summary>
    public async Task<Slot> SlotAsync(string date, string time, int minutes = 90, int court = 0)
    {
        var courts = (await FreeAsync(date, minutes)).GroupBy(slot => slot.CourtId).ToList();
        return courts[court].First(slot => slot.StartLocal.Contains($"T{time}", StringComparison.Ordinal));
    }

    public Task<Answer> HoldAsync(Slot slot, string? idempotencyKey = null, string name = "Gael") => PostAsync("/api/v1/bookings", new
    {
        courtId = slot.CourtId,
        start = slot.Start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        durationMinutes = slot.Minutes,
        guest = new { name, email = $"{name.ToLowerInvariant()}@example.test", phone = "+34 600 000 000" },
    }, idempotencyKey);

    /// <summary>Holds, and keeps the key for what follows.</summary>
    public async Task<Guid> HeldAsync(Slot slot, string name = "Gael")
    {
        var held = await HoldAsync(slot, null, name);
        held.Status.ShouldBe(HttpStatusCode.Created, held.Body);
        if (held.Json["accessKey"] is { } key) visitor.Headers["X-Booking-Key"] = (string)key!;
        return (Guid)held.Json["id"]!;
    }

    public Task<Answer> ConfirmAsync(Guid id, string method = "at_club", string? idempotencyKey = null) =>
        PostAsync($"/api/v1/bookings/{id}/confirm", new { paymentMethod = method }, idempotencyKey);

    public Task<Answer> CancelAsync(Guid id, string? idempotencyKey = null, string? reason = null) =>
        PostAsync($"/api/v1/bookings/{id}/cancel", new { reason }, idempotencyKey);

    public async Task<Answer> SeeAsync(Guid id) => await ReadAsync(await visitor.GetAsync($"/api/v1/bookings/{id}"));

    public async Task<string> StatusAsync(Guid id) => (string)(await SeeAsync(id)).Json["status"]!;

    public async Task<Player> SignInAsync(string email)
    {
        visitor.Token = (string)(await visitor.JsonAsync("/api/v1/auth/login", new { email, password = "Padel-demo-2026" }))["accessToken"]!;
        return this;
    }

    public async Task<Answer> PostAsync(string path, object body, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = System.Net.Http.Json.JsonContent.Create(body) };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await ReadAsync(await visitor.SendAsync(request));
    }

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType);

    public static Slot SlotOf(Guid court, JsonNode slot) => new(
        court, (DateTimeOffset)slot["start"]!, (DateTimeOffset)slot["end"]!, (string)slot["startLocal"]!, (long)slot["price"]!["amountMinor"]!);
}

/// <summary>What tests of bookings ask of a platform.</summary>
public static class Bookings
{
    /// <summary>A guest at the club in Madrid.</summary>
    public static Player InMadrid(this PlatformFixture platform) => new(platform.Madrid());

    /// <summary>A guest at the club in Lahore.</summary>
    public static Player InLahore(this PlatformFixture platform) => new(platform.Lahore());

    /// <summary>Facts of a kind about a booking.</summary>
    public static Task<long> FactsAsync(this PlatformFixture platform, string eventType, Guid booking) =>
        platform.ScalarAsync<long>("madrid", $"select count(*) from platform.outbox where event_type = '{eventType}' and aggregate = '{booking}'");

    /// <summary>What another process does when the club changes its rules: this one has not heard of it yet.</summary>
    public static Task ChangeRulesAsync(this PlatformFixture platform, string slug, string sql) =>
        platform.ExecuteAsync(slug, $"begin; {sql}; update revisions set revision = revision + 1; commit");

    /// <summary>Pairs of standing bookings of a club that overlap; must be 0 whatever happened.</summary>
    public static Task<long> OverlapsAsync(this PlatformFixture platform, string slug) => platform.ScalarAsync<long>(slug, """
        select count(*) from bookings a join bookings b on a.court_id = b.court_id and a.id < b.id
          and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
        where a.status not in ('cancelled', 'expired') and b.status not in ('cancelled', 'expired')
        """);
}
