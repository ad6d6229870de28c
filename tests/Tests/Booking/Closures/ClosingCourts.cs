using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Closures;

/// <summary>Closing courts by the API, as the club's staff do it.</summary>
internal static class ClosingCourts
{
    public static Task<Player> OwnerAsync(this PlatformFixture platform) => platform.InMadrid().SignInAsync("owner@madrid.test");

    public static Task<Player> DeskAsync(this PlatformFixture platform) => platform.InMadrid().SignInAsync("desk@madrid.test");

    public static async Task<Answer> PreviewAsync(this Player staff, Guid[]? courts, DateTimeOffset start, DateTimeOffset end) =>
        await staff.PostAsync($"/api/v1/venues/{await staff.VenueAsync()}/closures/preview", new { courtIds = courts, start, end, reason = "maintenance" });

    public static async Task<Answer> CloseAsync(this Player staff, Guid[]? courts, DateTimeOffset start, DateTimeOffset end, params Guid[] cancelled) =>
        await staff.PostAsync($"/api/v1/venues/{await staff.VenueAsync()}/closures", new
        {
            courtIds = courts,
            start,
            end,
            reason = "maintenance",
            note = "New turf",
            decisions = cancelled.Select(id => new { bookingId = id, decision = "cancel_and_refund" }),
        });

    public static async Task<Guid> ClosedAsync(this Player staff, Guid[]? courts, DateTimeOffset start, DateTimeOffset end, params Guid[] cancelled)
    {
        var answer = await staff.CloseAsync(courts, start, end, cancelled);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body);
        return (Guid)answer.Json["closure"]!["id"]!;
    }

    public static async Task<HttpStatusCode> ReopenAsync(this Player staff, Guid id) =>
        (await staff.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/venues/{await staff.VenueAsync()}/closures/{id}"))).StatusCode;

    public static IReadOnlyList<Guid> InTheWay(this Answer answer, string member) =>
        [.. answer.Json[member]!.AsArray().Select(impact => (Guid)impact!["booking"]!["id"]!)];
}
