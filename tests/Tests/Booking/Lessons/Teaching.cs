using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.Booking.Series;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Lessons;

/// <summary>Lessons by the API.</summary>
internal static class Teaching
{
    /// <summary>Makes an account of Madrid a coach.</summary>
    public static async Task<Guid> CoachAsync(this PlatformFixture platform, string email)
    {
        await platform.ExecuteAsync("madrid", $"insert into user_roles (user_id, role, granted_at) select id, 'coach', now() from users where email = '{email}' on conflict do nothing");
        return await platform.ScalarAsync<Guid>("madrid", $"select id from users where email = '{email}'");
    }

    public static object Wish(
        Guid court, Guid coach, string date, string time, int times = 1, int least = 1, int most = 4, string title = "First steps", string? reason = null, int minutes = 90, int? decideHours = null) => new
        {
            courtId = court,
            coachId = coach,
            firstDate = date,
            startTime = time,
            durationMinutes = minutes,
            times,
            title,
            level = "beginner",
            least,
            most,
            priceMinor = 1500,
            decideHours,
            setAsideReason = reason,
        };

    public static async Task<IReadOnlyList<JsonNode>> PlannedAsync(this Player desk, object wish)
    {
        var answer = await desk.PostAsync("/api/v1/lessons", wish);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body);
        return [.. answer.Json["lessons"]!.AsArray().Select(lesson => lesson!)];
    }

    /// <summary>A lesson on the first court.</summary>
    public static async Task<Guid> LessonAsync(this Player desk, Guid coach, string date, string time, int least = 1, int most = 4, string title = "First steps", int court = 0) =>
        (Guid)(await desk.PlannedAsync(Wish(await desk.CourtAsync(court), coach, date, time, 1, least, most, title)))[0]["id"]!;

    public static Task<Answer> TakePlaceAsync(this PlatformFixture platform, Guid lesson, string name) =>
        platform.InMadrid().PostAsync($"/api/v1/lessons/{lesson}/places", new { name, email = $"{name.ToLowerInvariant()}@example.test" });

    public static IReadOnlyList<string> DateStates(this Answer answer) => [.. answer.Json["dates"]!.AsArray().Select(date => (string)date!["state"]!)];

    public static Task<long> MailsAsync(this PlatformFixture platform, string address, string kind) =>
        platform.ScalarAsync<long>("madrid", $"select count(*) from notification_logs where type = 'email' and recipient = '{address}' and template = '{kind}'");
}
