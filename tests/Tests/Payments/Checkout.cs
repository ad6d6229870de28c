using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments;

/// <summary>A guest at a club's checkout, three days ahead.</summary>
public sealed class Checkout(PlatformFixture platform, string slug)
{
    private readonly Visitor visitor = platform.At($"{slug}.localhost");

    /// <summary>The trace all of the guest's clicks belong to.</summary>
    public ActivityTraceId Trace
    {
        init => visitor.Headers["traceparent"] = $"00-{value}-{ActivitySpanId.CreateRandom()}-01";
    }

    /// <summary>Holds the first free slot, or the one another guest had.</summary>
    public async Task<Held> HoldAsync(string name = "Gael", string email = "gael@example.test", string? language = null, Held? sameAs = null, string? phone = null, int minutes = 90)
    {
        if (language is not null) visitor.Headers["Accept-Language"] = language;
        var (court, start) = sameAs is null ? await FirstFreeAsync() : (sameAs.CourtId, sameAs.Start.ToString("O", CultureInfo.InvariantCulture));
        visitor.Headers.Remove("X-Booking-Key");
        var held = await visitor.JsonAsync("/api/v1/bookings", new { courtId = court, start, durationMinutes = minutes, guest = new { name, email, phone } });
        visitor.Headers["X-Booking-Key"] = (string)held["accessKey"]!;
        return new Held((Guid)held["id"]!, court, DateTimeOffset.Parse((string)held["start"]!, CultureInfo.InvariantCulture),
            DateTimeOffset.Parse((string)held["end"]!, CultureInfo.InvariantCulture), (long)held["price"]!["amountMinor"]!);
    }

    /// <summary>Opens a card payment.</summary>
    /// <returns>The card company's reference.</returns>
    public async Task<string> PayByCardAsync(Held held)
    {
        var answer = await visitor.JsonAsync($"/api/v1/bookings/{held.BookingId}/confirm", new { paymentMethod = "dev" });
        return ((string)answer["payAt"]!).Split('/')[^1];
    }

    /// <summary>Asks to pay a held court by a provider.</summary>
    public Task<JsonNode> ConfirmAsync(Held held, string method, bool useCredit = false) => visitor.JsonAsync($"/api/v1/bookings/{held.BookingId}/confirm", new { paymentMethod = method, useCredit });

    /// <summary>The page of the booking.</summary>
    public async Task<string> PageAsync(Held held) =>
        await (await visitor.GetAsync($"/bookings/{held.BookingId}?key={Uri.EscapeDataString(visitor.Headers["X-Booking-Key"])}")).Content.ReadAsStringAsync();

    /// <summary>Moves the booking to the first free slot of the days from then on.</summary>
    /// <returns>When it begins now.</returns>
    public async Task<DateTimeOffset> MoveAsync(Held held, int minutes = 90)
    {
        var (court, start) = await FirstFreeAsync(DateOnly.FromDateTime(held.Start.UtcDateTime).AddDays(1), minutes);
        await visitor.JsonAsync($"/api/v1/bookings/{held.BookingId}/change", new { courtId = court, start, durationMinutes = minutes });
        return DateTimeOffset.Parse(start, CultureInfo.InvariantCulture);
    }

    public Task PayAtClubAsync(Held held) => visitor.JsonAsync($"/api/v1/bookings/{held.BookingId}/confirm", new { paymentMethod = "at_club" });

    public Task<JsonNode> CancelAsync(Held held) => visitor.JsonAsync($"/api/v1/bookings/{held.BookingId}/cancel", new { });

    /// <summary>Decides at the card company: <c>pay</c>, <c>decline</c>, <c>slow</c> or <c>late</c>.</summary>
    public Task ChooseAsync(string reference, string outcome) => visitor.JsonAsync($"/api/v1/dev/card/{reference}", new { outcome });

    /// <summary>Holds, pays and lets everything come to rest.</summary>
    public async Task<Held> PaidAsync(string name = "Gael", string email = "gael@example.test", string? language = null, string? phone = null)
    {
        var held = await HoldAsync(name, email, language, phone: phone);
        await ChooseAsync(await PayByCardAsync(held), "pay");
        await platform.SettleAsync();
        return held;
    }

    public async Task<string> BookingAsync(Held held) => (string)(await visitor.JsonAsync($"/api/v1/bookings/{held.BookingId}"))["status"]!;

    /// <summary>What is still due of it, in minor units.</summary>
    public async Task<long> DueAsync(Held held) => (long)(await visitor.JsonAsync($"/api/v1/bookings/{held.BookingId}/due"))["amount"]!["amountMinor"]!;

    /// <summary>Asks to pay what is due.</summary>
    public Task<HttpResponseMessage> PayDueAsync(Held held, long amountMinor, string method = "dev") => visitor.PostAsync($"/api/v1/bookings/{held.BookingId}/due", new { paymentMethod = method, amountMinor });

    /// <summary>State of the booking's newest payment.</summary>
    public Task<string> PaymentAsync(Held held) =>
        platform.ScalarAsync<string>(slug, $"select state from payments where booking_id = '{held.BookingId}' order by id desc limit 1");

    /// <summary>How often a kind of fact was told about the booking.</summary>
    public Task<long> ToldAsync(Held held, string eventType) =>
        platform.ScalarAsync<long>(slug, $"select count(*) from outbox where aggregate = '{held.BookingId}' and event_type = '{eventType}'");

    /// <summary>What the card company has sent back for the booking.</summary>
    public Task<long> GivenBackAsync(Held held) => platform.ScalarAsync<long>(slug,
        $"select coalesce(sum(r.amount_minor), 0)::bigint from dev_card_refunds r join payments p on p.provider_reference = r.reference where p.booking_id = '{held.BookingId}'");

    private async Task<(string Court, string Start)> FirstFreeAsync(DateOnly? on = null, int minutes = 90)
    {
        var venue = (await visitor.JsonAsync("/api/v1/venues"))["venues"]![0]!;
        var date = (on ?? DateOnly.FromDateTime(platform.Clock.Now.AddDays(3).UtcDateTime)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var day = await visitor.JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date={date}&duration={minutes}");
        var court = day["courts"]!.AsArray().First(court => court!["slots"]!.AsArray().Count > 0)!;
        return ((string)court["courtId"]!, (string)court["slots"]![0]!["start"]!);
    }
}

/// <summary>A held court.</summary>
public sealed record Held(Guid BookingId, string CourtId, DateTimeOffset Start, DateTimeOffset End, long PriceMinor);
