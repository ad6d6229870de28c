using System.Net.Http.Headers;
using System.Text;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

/// <summary>Whatever is sent, the answer is a no that names the field, and never an excuse.</summary>
public sealed class MalformedTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    public static TheoryData<string, string, int> Bodies { get; } = new()
    {
        { "", "body", 400 },
        { "null", "body", 400 },
        { "[]", "body", 400 },
        { "{", "body", 400 },
        { "\"court\"", "body", 400 },
        { "{}", "courtId", 400 },
        { """{"start":"{start}","durationMinutes":90,{guest}}""", "courtId", 400 },
        { """{"courtId":"{court}","durationMinutes":90,{guest}}""", "start", 400 },
        { """{"courtId":"{court}","start":"{start}",{guest}}""", "durationMinutes", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90}""", "guest.name", 400 },
        { """{"courtId":42,"start":"{start}","durationMinutes":90,{guest}}""", "courtId", 400 },
        { """{"courtId":"one","start":"{start}","durationMinutes":90,{guest}}""", "courtId", 400 },
        { """{"courtId":"01a202e1-0000-7000-8000-000000000000","start":"{start}","durationMinutes":90,{guest}}""", "", 404 },
        { """{"courtId":"{court}","start":"tomorrow","durationMinutes":90,{guest}}""", "start", 400 },
        { """{"courtId":"{court}","start":1764000000,"durationMinutes":90,{guest}}""", "start", 400 },
        { """{"courtId":"{court}","start":"0001-01-01T00:00:00Z","durationMinutes":90,{guest}}""", "start", 400 },
        { """{"courtId":"{court}","start":"0001-01-01T00:00:00+14:00","durationMinutes":90,{guest}}""", "start", 400 },
        { """{"courtId":"{court}","start":"9999-12-31T23:59:59Z","durationMinutes":90,{guest}}""", "start", 400 },
        { """{"courtId":"{court}","start":"9999-12-31T23:59:59-14:00","durationMinutes":90,{guest}}""", "start", 400 },
        { """{"courtId":"{court}","start":"2031-01-01T18:00:00Z","durationMinutes":90,{guest}}""", "", 409 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":-90,{guest}}""", "durationMinutes", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":0,{guest}}""", "durationMinutes", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":1441,{guest}}""", "durationMinutes", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":99999999999,{guest}}""", "durationMinutes", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90.5,{guest}}""", "durationMinutes", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":1440,{guest}}""", "", 409 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"guest":"Gael"}""", "guest", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"guest":{"name":"  ","email":"gael@example.test"}}""", "guest.name", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"guest":{"name":"Ga\u0000el","email":"gael@example.test"}}""", "guest.name", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"guest":{"name":"\ud800","email":"gael@example.test"}}""", "guest.name", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"guest":{"name":"{long}","email":"gael@example.test"}}""", "guest.name", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"guest":{"name":["Gael"],"email":"gael@example.test"}}""", "guest.name", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"guest":{"name":"Gael","email":"gael"}}""", "guest.email", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"guest":{"name":"Gael","email":"a@b.c\u0000"}}""", "guest.email", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"guest":{"name":"Gael","email":"{long}@b.c"}}""", "guest.email", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"guest":{"name":"Gael","email":"gael@example.test","phone":"{long}"}}""", "guest.phone", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"specialRequests":"{long}",{guest}}""", "specialRequests", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"participants":"all",{guest}}""", "participants", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"participants":[null],{guest}}""", "participants[0]", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"participants":[{"name":"A\u0000"}],{guest}}""", "participants[0].name", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"participants":[{},{"email":"nobody"}],{guest}}""", "participants[1].email", 400 },
        { """{"courtId":"{court}","start":"{start}","durationMinutes":90,"participants":[{},{},{},{},{},{},{},{},{},{},{},{},{}],{guest}}""", "participants", 400 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_malformed_wish_is_refused_by_its_field(string body, string field, int status)
    {
        var slot = await platform.InMadrid().SlotAsync("2026-11-25", "18:00");
        var filled = body.Replace("{court}", $"{slot.CourtId}").Replace("{start}", $"{slot.Start:O}").Replace("{long}", new string('x', 100_000))
            .Replace("{guest}", """ "guest":{"name":"Gael","email":"gael@example.test"} """);
        await RefusedAsync("/api/v1/bookings", filled, field, status);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from bookings")).ShouldBe(0);
    }

    [Theory]
    [InlineData("confirm", "", "body", 400)]
    [InlineData("confirm", "[]", "body", 400)]
    [InlineData("confirm", "{\"paymentMethod\":7}", "paymentMethod", 400)]
    [InlineData("confirm", "{\"paymentMethod\":\"barter\"}", "paymentMethod", 409)]
    [InlineData("confirm", "{\"paymentMethod\":\"\\u0000\"}", "paymentMethod", 409)]
    [InlineData("cancel", "{\"reason\":7}", "reason", 400)]
    [InlineData("cancel", "{\"reason\":\"\\u0000x\"}", "reason", 400)]
    [InlineData("cancel", "{", "body", 400)]
    public async Task A_malformed_word_about_a_booking_is_refused_by_its_field(string act, string body, string field, int status) =>
        await RefusedAsync($"/api/v1/bookings/01a202e1-0000-7000-8000-000000000000/{act}", body, field, status);

    [Theory]
    [InlineData("/api/v1/bookings/not-a-guid", 404)]
    [InlineData("/api/v1/bookings/01a202e1-0000-7000-8000-000000000000", 404)]
    [InlineData("/book/details?court=one&start=2026-11-25T18:00:00Z&duration=90", 400)]
    [InlineData("/book/details?court=01a202e1-0000-7000-8000-000000000000&start=2026-11-25T18:00:00Z&duration=90", 302)]
    [InlineData("/book/details?court={court}&start=0001-01-01T00:00:00Z&duration=90", 302)]
    [InlineData("/book/details?court={court}&start=9999-12-31T23:59:59Z&duration=90", 302)]
    [InlineData("/book/details?court={court}&start=2026-11-25T18:00:00Z&duration=-90", 302)]
    [InlineData("/book?venue=%00&date=9999-12-31&duration=77", 200)]
    [InlineData("/book?date=0001-01-01", 200)]
    [InlineData("/bookings/01a202e1-0000-7000-8000-000000000000?key=%00", 404)]
    public async Task A_page_nobody_could_have_linked_to_is_no_excuse(string path, int status)
    {
        var slot = await platform.InMadrid().SlotAsync("2026-11-25", "18:00");
        var answer = await platform.Madrid().GetAsync(path.Replace("{court}", slot.CourtId.ToString(), StringComparison.Ordinal));
        ((int)answer.StatusCode).ShouldBe(status);
    }

    private async Task RefusedAsync(string path, string body, string field, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var answer = await Player.ReadAsync(await platform.Madrid().SendAsync(request));
        ((int)answer.Status).ShouldBe(status, answer.Body.Length < 2000 ? answer.Body : "");
        answer.ContentType.ShouldBe("application/problem+json");
        if (field.Length > 0) answer.Json["errors"]!.AsObject().ContainsKey(field).ShouldBeTrue(answer.Body);
    }
}
