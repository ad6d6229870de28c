using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Draws;

/// <summary>The club in Madrid with evenings that are drawn, and as many players as a test wants.</summary>
internal static class DrawnClub
{
    /// <summary>Evenings from 18 to 21, drawn three days before at noon: for Friday, 27 November it is open now and drawn today at 12:00.</summary>
    public const string Evenings = """{ "daysBefore": 3, "time": "12:00", "openDays": 5, "confirmMinutes": 10, "windows": [{ "days": "*", "from": "18:00", "to": "21:00" }] }""";

    /// <summary>Noon in Madrid, when the evening of Friday is drawn.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 11, 0, 0, TimeSpan.Zero);

    public static async Task DrawsAsync(this PlatformFixture platform, string? draw = Evenings, string? more = null, Action<JsonNode>? change = null, int players = 6)
    {
        var file = Template.Club("madrid");
        for (var i = 1; i <= players; i++)
            file["people"]!.AsArray().Add(new JsonObject { ["email"] = $"p{i}@madrid.test", ["firstName"] = $"Pia{i}", ["lastName"] = "Player", ["roles"] = new JsonArray("player"), ["password"] = "Padel-demo-2026" });
        var policy = more is null ? [] : JsonNode.Parse(more)!.AsObject();
        if (draw is not null) policy["draw"] = JsonNode.Parse(draw);
        if (policy.Count > 0) file["venues"]![0]!["rules"]!["policy"] = policy;
        change?.Invoke(file);
        await platform.Services.GetRequiredService<ITenantOffice>().ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
    }

    public static Task<Player> PlayerAsync(this PlatformFixture platform, int number) => platform.InMadrid().SignInAsync($"p{number}@madrid.test");

    /// <summary>The draw of a date, as anybody sees it.</summary>
    public static async Task<JsonNode> DrawOfAsync(this Player player, string date) =>
        (await player.Visitor.JsonAsync($"/api/v1/venues/{await player.VenueAsync()}/draws"))["draws"]!.AsArray().Single(draw => (string)draw!["date"]! == date && (string)draw["state"]! != "called_off")!;

    public static Task<Answer> EnterAsync(this Player player, Guid draw, params string[] starts) => player.PostAsync($"/api/v1/draws/{draw}/entries", new { starts, durationMinutes = 90 });

    public static async Task<JsonNode> LookAtAsync(this Player player, Guid draw) => await player.Visitor.JsonAsync($"/api/v1/draws/{draw}");

    public static async Task<(Guid Id, string Status, Guid? Booking)> OwnAsync(this Player player, Guid draw)
    {
        var mine = (await player.LookAtAsync(draw))["mine"]!;
        return ((Guid)mine["id"]!, (string)mine["status"]!, (Guid?)mine["bookingId"]);
    }
}
