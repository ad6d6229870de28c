using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Series;

/// <summary>Series by the API.</summary>
internal static class SeriesBooking
{
    /// <summary>A court of Madrid by its place.</summary>
    public static async Task<Guid> CourtAsync(this Player player, int at = 0) =>
        (Guid)(await player.Visitor.JsonAsync("/api/v1/venues"))["venues"]![0]!["courts"]![at]!["id"]!;

    public static object Wish(Guid court, string first, string time, int times, object[]? choices = null, int duration = 90, int[]? weekdays = null, long? quoted = null, string name = "Sergio") => new
    {
        courtId = court,
        firstDate = first,
        startTime = time,
        durationMinutes = duration,
        weekdays,
        times,
        guest = new { name, email = $"{name.ToLowerInvariant()}@example.test" },
        note = "Thursday crew",
        choices,
        quotedAmountMinor = quoted,
    };

    public static Task<Answer> PreviewSeriesAsync(this Player player, object wish) => player.PostAsync("/api/v1/series/preview", wish);

    public static Task<Answer> BookSeriesAsync(this Player player, object wish, string? key = null) => player.PostAsync("/api/v1/series", wish, key);

    public static async Task<JsonNode> BookedSeriesAsync(this Player player, object wish)
    {
        var answer = await player.BookSeriesAsync(wish);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body);
        return answer.Json;
    }

    public static IReadOnlyList<JsonNode> Dates(this JsonNode series) => [.. series["dates"]!.AsArray().Select(date => date!)];

    public static IReadOnlyList<string> States(this Answer answer) => [.. answer.Json.Dates().Select(date => (string)date["state"]!)];

    /// <summary>What a clock at the venue shows when a date begins.</summary>
    public static string Wall(this JsonNode date) => ((string)date["startLocal"]!)[11..16];

    public static Task<long> CountAsync(this PlatformFixture platform, string where) => platform.ScalarAsync<long>("madrid", $"select count(*) from bookings where {where}");
}
