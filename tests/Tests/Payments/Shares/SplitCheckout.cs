using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Shares;

/// <summary>A guest who splits a price with friends, through the door.</summary>
public sealed class SplitCheckout(PlatformFixture platform, string slug = "madrid")
{
    public Visitor Visitor { get; } = platform.At($"{slug}.localhost");

    /// <summary>Holds a court for 60 minutes: a price of 40.00 at peak, some days ahead.</summary>
    public async Task<Split> HoldAsync(int days = 3, string time = "18:00", string name = "Olga", string email = "olga@example.test", int minutes = 60)
    {
        var venue = (await Visitor.JsonAsync("/api/v1/venues"))["venues"]![0]!;
        var date = platform.Clock.Now.AddDays(days);
        while (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) date = date.AddDays(1);
        var day = await Visitor.JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date={date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}&duration={minutes}");
        var (court, start) = day["courts"]!.AsArray().SelectMany(one => one!["slots"]!.AsArray().Select(slot => ((string)one["courtId"]!, (string)slot!["start"]!, (string)slot["startLocal"]!)))
            .Where(slot => string.CompareOrdinal(slot.Item3[11..16], time) >= 0).Select(slot => (slot.Item1, slot.Item2)).First();
        Visitor.Headers.Remove("X-Booking-Key");
        var held = await Visitor.JsonAsync("/api/v1/bookings", new { courtId = court, start, durationMinutes = minutes, guest = new { name, email } });
        return new Split((Guid)held["id"]!, (string)held["accessKey"]!, DateTimeOffset.Parse((string)held["start"]!, CultureInfo.InvariantCulture), (long)held["price"]!["amountMinor"]!);
    }

    public Visitor As(string? key)
    {
        var visitor = platform.At($"{slug}.localhost");
        if (key is not null) visitor.Headers["X-Booking-Key"] = key;
        return visitor;
    }

    public Task<HttpResponseMessage> SplitAsync(Split split, object wish) => As(split.Key).PostAsync($"/api/v1/bookings/{split.Id}/split", wish);

    /// <summary>Four equal shares; friends Ana, Bea and Cris have addresses.</summary>
    public static object Four(string fallback = "release", long cover = 0, object[]? nextFriends = null, string method = "dev") => new
    {
        paymentMethod = method,
        shares = new object[] { new { }, new { name = "Ana", email = "ana@example.test" }, new { name = "Bea", email = "bea@example.test" }, new { name = "Cris", email = "cris@example.test" } },
        fallback,
        coverUpToMinor = cover,
        nextFriends,
    };

    /// <summary>Splits, and the organiser authorises their own share.</summary>
    public async Task<Split> SecuredAsync(object? wish = null, int days = 3, string outcome = "pay")
    {
        var split = await HoldAsync(days);
        await ChooseAsync(await PayAtAsync(await SplitAsync(split, wish ?? Four())), outcome);
        await platform.SettleAsync();
        return split;
    }

    public Task<JsonNode> SeeAsync(Split split) => As(split.Key).JsonAsync($"/api/v1/bookings/{split.Id}/split");

    public async Task<(Guid Id, string Key)> LinkAsync(Split split, int seat)
    {
        var share = (await SeeAsync(split))["shares"]![seat]!;
        return ((Guid)share["id"]!, ((string)share["link"]!).Split("key=")[1]);
    }

    public async Task<HttpResponseMessage> PayShareAsync(Split split, int seat, object? who = null)
    {
        var (id, key) = await LinkAsync(split, seat);
        return await As(key).PostAsync($"/api/v1/payment-shares/{id}/pay", who ?? new { });
    }

    /// <summary>Pays shares by their links, and lets all come to rest.</summary>
    public async Task PaidAsync(Split split, params int[] seats)
    {
        foreach (var seat in seats) await ChooseAsync(await PayAtAsync(await PayShareAsync(split, seat)), "pay");
        await platform.SettleAsync();
    }

    public static async Task<string> PayAtAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, body);
        return ((string)JsonNode.Parse(body)!["payAt"]!).Split('/')[^1];
    }

    public static async Task<string> SlugAsync(HttpResponseMessage answer) => (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["slug"]!;

    public Task ChooseAsync(string reference, string outcome) => Visitor.JsonAsync($"/api/v1/dev/card/{reference}", new { outcome });

    public async Task<string> StateAsync(Split split) => (string)(await SeeAsync(split))["state"]!;

    public async Task<string> SharesAsync(Split split) => string.Join(' ', (await SeeAsync(split))["shares"]!.AsArray().Select(share => (string)share!["state"]!));

    public async Task<string> BookingAsync(Split split) => (string)(await As(split.Key).JsonAsync($"/api/v1/bookings/{split.Id}"))["status"]!;

    /// <summary>What the card company took for the booking and has not sent back.</summary>
    public Task<long> TakenAsync(Split split) => platform.ScalarAsync<long>(slug, $"""
        select coalesce(sum(case when c.outcome = 'succeeded' and c.released_at is null then case when c.hold then coalesce(c.taken_minor, 0) else c.amount_minor end else 0 end
          - (select coalesce(sum(r.amount_minor), 0) from dev_card_refunds r where r.reference = c.reference)), 0)::bigint
        from dev_card_payments c join payments p on p.id = c.order_id where p.booking_id = '{split.Id}'
        """);

    /// <summary>What it still holds.</summary>
    public Task<long> HeldAsync(Split split) => platform.ScalarAsync<long>(slug, $"""
        select coalesce(sum(c.amount_minor), 0)::bigint from dev_card_payments c join payments p on p.id = c.order_id
        where p.booking_id = '{split.Id}' and c.hold and c.outcome = 'succeeded' and c.taken_minor is null and c.released_at is null
        """);

    /// <summary>Balance of an account over all entries about the booking.</summary>
    public Task<long> BalanceAsync(Split split, string account) => platform.ScalarAsync<long>(slug, $"""
        select coalesce(sum(l.amount_minor), 0)::bigint from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.booking_id = '{split.Id}' and l.account = '{account}'
        """);

    public Task<long> MailsAsync(Split split, string kind) => platform.ScalarAsync<long>(slug, $"select count(*) from notification_logs where type = 'email' and booking_id = '{split.Id}' and template = '{kind}'");

    /// <summary>How often a kind of fact was told about the booking.</summary>
    public Task<long> ToldAsync(Split split, string eventType) => platform.ScalarAsync<long>(slug, $"select count(*) from outbox where aggregate = '{split.Id}' and event_type = '{eventType}'");

    /// <summary>Moves the clock to the deadline of a split, and lets all come to rest.</summary>
    public async Task ToDeadlineAsync(Split split, string which = "deadline")
    {
        var at = (DateTimeOffset)(await SeeAsync(split))[which == "deadline" ? "deadline" : "decidedAt"]!;
        if (at > platform.Clock.Now) platform.Clock.Advance(at - platform.Clock.Now);
        await platform.SettleAsync();
    }
}

/// <summary>A court held by whoever splits its price.</summary>
public sealed record Split(Guid Id, string Key, DateTimeOffset Start, long PriceMinor);
