using System.Globalization;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Payments.Wallet;

/// <summary>Somebody with an account at the club in Madrid, and what they have there.</summary>
internal sealed class Pocket(PlatformFixture platform, Visitor visitor, string email, Guid account)
{
    public Visitor Visitor => visitor;

    public Guid Account => account;

    /// <summary>Has the club take wallets, and sell these top-ups.</summary>
    public static Task OpenAsync(PlatformFixture platform, string more = "") => platform.ExecuteAsync("madrid", $"""
        update payment_settings set providers = array['dev', 'wallet'];
        insert into wallet_settings (one, top_ups, top_up_valid_days, returned_days, breakage_tax_bps, cancelled_to) values (true, array[2000, 5000], 365, 90, 2100, 'choice') on conflict do nothing;
        {more}
        """);

    public static async Task<Pocket> OfAsync(PlatformFixture platform, string email)
    {
        var visitor = platform.Madrid();
        await visitor.EnterAsync(email);
        return new Pocket(platform, visitor, email, await visitor.IdOfAsync());
    }

    /// <summary>Signs in again, after hours or days: the token has ended.</summary>
    public async Task AgainAsync()
    {
        visitor.Token = null;
        visitor.Token = (string)(await visitor.JsonAsync("/api/v1/auth/login", new { email, password = People.Password }))["accessToken"]!;
    }

    public Task<JsonNode> SeeAsync() => visitor.JsonAsync("/api/v1/me/wallet");

    public async Task<long> BalanceAsync() => (long)(await SeeAsync())["balance"]!["amountMinor"]!;

    /// <summary>Pays money in by card; the card company answers as said.</summary>
    public async Task TopUpAsync(long minor, string outcome = "pay")
    {
        var started = await visitor.JsonAsync("/api/v1/me/wallet/top-ups", new { amountMinor = minor });
        await visitor.JsonAsync($"/api/v1/dev/card/{((string)started["payAt"]!).Split('/')[^1]}", new { outcome });
        await platform.SettleAsync();
    }

    /// <summary>Holds a free court three days ahead.</summary>
    public async Task<(Guid Id, long Price, DateTimeOffset Start)> HoldAsync(int at = 0)
    {
        var venue = (await visitor.JsonAsync("/api/v1/venues"))["venues"]![0]!;
        var date = platform.Clock.Now.AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var day = await visitor.JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date={date}&duration=60");
        var (court, slot) = day["courts"]!.AsArray().SelectMany(one => one!["slots"]!.AsArray().Select(slot => ((string)one["courtId"]!, slot!))).ElementAt(at);
        var held = await visitor.JsonAsync("/api/v1/bookings", new { courtId = court, start = (string)slot["start"]!, durationMinutes = 60 });
        return ((Guid)held["id"]!, (long)held["price"]!["amountMinor"]!, DateTimeOffset.Parse((string)held["start"]!, CultureInfo.InvariantCulture));
    }

    /// <summary>Holds a free court and pays it by card.</summary>
    public async Task<(Guid Id, long Price, DateTimeOffset Start)> PaidAsync(int at)
    {
        var held = await HoldAsync(at);
        var started = await visitor.JsonAsync($"/api/v1/bookings/{held.Id}/confirm", new { paymentMethod = "dev" });
        await visitor.JsonAsync($"/api/v1/dev/card/{((string)started["payAt"]!).Split('/')[^1]}", new { outcome = "pay" });
        await platform.SettleAsync();
        return held;
    }

    /// <summary>Somebody of the club closes the court of one booking for its hour; what was paid for it becomes credit.</summary>
    /// <returns>Path of the closure.</returns>
    public static async Task<string> ClosedAsync(Visitor staff, Guid booking, Guid court, DateTimeOffset start)
    {
        var path = $"/api/v1/venues/{(await staff.JsonAsync("/api/v1/venues"))["venues"]![0]!["id"]}/closures";
        var closed = await staff.JsonAsync(path, new { courtIds = new[] { court }, start, end = start.AddHours(1), reason = "weather", decisions = new[] { new { bookingId = booking, decision = "cancel_and_credit" } } });
        closed["credited"]!.AsArray().Select(one => (Guid)one!).ShouldBe([booking]);
        return $"{path}/{closed["closure"]!["id"]}";
    }

    public Task<HttpResponseMessage> PayAsync(Guid booking) => visitor.PostAsync($"/api/v1/bookings/{booking}/confirm", new { paymentMethod = "wallet" });

    public async Task<string> StatusAsync(Guid booking) => (string)(await visitor.JsonAsync($"/api/v1/bookings/{booking}"))["status"]!;

    /// <summary>What an account of the ledger holds.</summary>
    public static Task<long> BooksAsync(PlatformFixture platform, string accountName) =>
        platform.ScalarAsync<long>("madrid", $"select coalesce(sum(amount_minor), 0)::bigint from ledger_lines where account = '{accountName}'");
}
