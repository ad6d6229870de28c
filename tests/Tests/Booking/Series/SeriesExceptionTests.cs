using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.Booking.Closures;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Series;

/// <summary>Dates that were moved by themselves, and how long a series may last.</summary>
public sealed class SeriesExceptionTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_date_that_was_moved_by_itself_is_named_before_all_change_and_may_stay()
    {
        var desk = await platform.DeskAsync();
        var series = await desk.BookedSeriesAsync(SeriesBooking.Wish(await desk.CourtAsync(), "2026-12-01", "10:00", 3, name: "Singles"));
        var (id, second) = ((Guid)series["id"]!, (Guid)series.Dates()[1]["id"]!);
        await MoveAsync(desk, second, await desk.CourtAsync(1), "2026-12-08T13:00:00Z");

        var preview = await desk.PostAsync($"/api/v1/series/{id}/change/preview", new { startTime = "16:00", reason = "Later" });
        preview.States().ShouldBe(["free", "free", "free"]);
        preview.Json.Dates().Select(date => date["exception"] is null).ShouldBe([true, false, true]);
        ((string)preview.Json.Dates()[1]["exception"]!["startLocal"]!).ShouldContain("T14:00");
        var page = platform.Madrid();
        await page.SignInAsync("desk@madrid.test", People.DemoPassword);
        var html = await (await page.GetAsync($"/series/{id}/change")).Content.ReadAsStringAsync();
        html.ShouldContain("One date is otherwise than the rest");
        html.ShouldContain("14:00–15:30");
        (await (await page.GetAsync($"/series/{id}/cancel")).Content.ReadAsStringAsync()).ShouldContain("14:00–15:30");

        // Left as it is, it stays; not named, it goes with the others.
        (await desk.PostAsync($"/api/v1/series/{id}/change", new { startTime = "16:00", reason = "Later", choices = new[] { new { date = "2026-12-08" } } })).Status.ShouldBe(HttpStatusCode.OK);
        (await WallsAsync(desk, id)).ShouldBe(["16:00", "14:00", "16:00"]);
        (await desk.PostAsync($"/api/v1/series/{id}/change", new { startTime = "17:00", reason = "Later still" })).Status.ShouldBe(HttpStatusCode.OK);
        (await WallsAsync(desk, id)).ShouldBe(["17:00", "17:00", "17:00"]);
        (await (await page.GetAsync($"/series/{id}/change")).Content.ReadAsStringAsync()).ShouldNotContain("otherwise than the rest");
    }

    [Fact]
    public async Task A_series_goes_on_for_a_year_and_not_a_day_longer()
    {
        var desk = await platform.DeskAsync();
        var id = (Guid)(await desk.BookedSeriesAsync(SeriesBooking.Wish(await desk.CourtAsync(2), "2026-12-02", "10:00", 30, name: "Yearly")))["id"]!;
        // The first date was the 2nd of December, the last one so far is the 23rd of June.
        var refused = await desk.PostAsync($"/api/v1/series/{id}/extend", new { weeks = 24 });
        (refused.Status, refused.Slug).ShouldBe((HttpStatusCode.Conflict, "series_over_a_year"));
        ((string)refused.Json["lastPossibleDate"]!).ShouldBe("2027-12-02");
        (await desk.PostAsync($"/api/v1/series/{id}/extend/preview", new { weeks = 24 })).Slug.ShouldBe("series_over_a_year");
        (await desk.PostAsync($"/api/v1/series/{id}/extend", new { weeks = 23 })).Status.ShouldBe(HttpStatusCode.Created);

        (await desk.PostAsync($"/api/v1/series/{id}/extend", new { weeks = 1 })).Slug.ShouldBe("series_over_a_year");
        var page = platform.Madrid();
        await page.SignInAsync("desk@madrid.test", People.DemoPassword);
        var html = await (await page.GetAsync($"/series/{id}/extend")).Content.ReadAsStringAsync();
        html.ShouldContain("please book a new one");
        html.ShouldNotContain("Book these dates");
    }

    private static Task MoveAsync(Player desk, Guid booking, Guid court, string start) => ShouldMoveAsync(desk.PostAsync(
        $"/api/v1/bookings/{booking}/change", new { courtId = court, start = DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), durationMinutes = 90, reason = "Asked for it" }));

    private static async Task ShouldMoveAsync(Task<Answer> moved) => (await moved).Status.ShouldBe(HttpStatusCode.OK, (await moved).Body);

    private static async Task<IReadOnlyList<string>> WallsAsync(Player desk, Guid id) =>
        [.. JsonNode.Parse((await desk.Visitor.JsonAsync($"/api/v1/series/{id}")).ToJsonString())!.Dates().Select(date => date.Wall())];
}
