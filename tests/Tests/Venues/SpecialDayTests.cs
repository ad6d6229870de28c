using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Venues;

/// <summary>Dates and seasons with hours of their own: what counts, who may change it, and what happens to bookings that were made before.</summary>
public sealed class SpecialDayTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_closed_date_has_a_name_and_no_free_times_until_it_is_opened_again()
    {
        var owner = await platform.InMadrid().SignInAsync("owner@madrid.test");
        (await owner.FreeAsync("2026-12-01")).ShouldNotBeEmpty();

        (await PutAsync(owner, "2026-12-01", "Holiday")).Status.ShouldBe(HttpStatusCode.OK);

        (await owner.FreeAsync("2026-12-01")).ShouldBeEmpty();
        (await owner.FreeAsync("2026-12-02")).ShouldNotBeEmpty();
        var venue = (await owner.Visitor.JsonAsync("/api/v1/venues"))["venues"]![0]!;
        venue["exceptions"]!.AsArray().Single(day => (string)day!["date"]! == "2026-12-01")!.ToJsonString().ShouldBe("""{"date":"2026-12-01","name":"Holiday","openingHours":[]}""");
        (await PageAsync("/book?date=2026-12-02")).ShouldContain("Holiday");
        (await PageAsync("/venues/centro")).ShouldContain("Holiday");
        (await DeleteAsync(owner, "2026-12-01")).ShouldBe(HttpStatusCode.OK);
        (await owner.FreeAsync("2026-12-01")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Bookings_outside_shorter_hours_are_listed_and_kept_only_by_name()
    {
        var (owner, guest) = (await platform.InMadrid().SignInAsync("owner@madrid.test"), platform.InMadrid());
        var late = await guest.SlotAsync("2026-12-03", "20:00");
        var booking = await guest.HeldAsync(late);
        var inside = await guest.SlotAsync("2026-12-03", "13:30");
        await platform.InMadrid().HeldAsync(inside);

        var preview = await owner.PostAsync($"{await PathAsync(owner, "2026-12-03")}/preview", Body("Half day", [], ("09:00", "15:00")));
        preview.Json["inTheWay"]!.AsArray().Select(sold => (Guid)sold!["bookingId"]!).ShouldBe([booking]);
        var refused = await PutAsync(owner, "2026-12-03", "Half day", [], ("09:00", "15:00"));
        refused.Slug.ShouldBe("bookings_in_the_way");
        refused.Json["bookings"]!.AsArray().Count.ShouldBe(1);
        (await guest.FreeAsync("2026-12-03")).ShouldContain(slot => slot.Start == late.Start);

        var changed = await PutAsync(owner, "2026-12-03", "Half day", [booking], ("09:00", "15:00"));

        changed.Json["kept"]!.AsArray().Select(sold => (Guid)sold!["bookingId"]!).ShouldBe([booking]);
        (await guest.StatusAsync(booking)).ShouldBe("pending");
        (await guest.FreeAsync("2026-12-03")).Max(slot => slot.StartLocal).ShouldBe("2026-12-03T13:30:00+01:00");
        (await platform.InMadrid().HoldAsync(late)).Slug.ShouldBe("slot_not_offered");
    }

    [Fact]
    public async Task A_date_counts_more_than_its_season_and_a_season_more_than_the_week()
    {
        var office = platform.Services.GetRequiredService<ITenantOffice>();
        var file = (await office.ExportAsync("lahore"))!.Value.File;
        file.Remove("people");
        file["venues"]![0]!["seasons"] = JsonNode.Parse("""[{"name":"Winter","from":"2026-12-01","to":"2026-12-04","hours":[{"days":"1-4","opens":"18:00","closes":"24:00"}]}]""");
        file["venues"]![0]!["exceptions"] = JsonNode.Parse("""[{"date":"2026-12-03","name":"Gala","hours":[{"opens":"20:00","closes":"02:00"}]}]""");
        await office.ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
        var player = platform.InLahore();

        (await FirstAndLastAsync(player, "2026-11-30")).ShouldBe(("2026-11-30T16:00:00+05:00", "2026-12-01T01:00:00+05:00"));
        (await FirstAndLastAsync(player, "2026-12-01")).ShouldBe(("2026-12-01T18:00:00+05:00", "2026-12-01T23:00:00+05:00"));
        (await FirstAndLastAsync(player, "2026-12-03")).ShouldBe(("2026-12-03T20:00:00+05:00", "2026-12-04T01:00:00+05:00"));
        (await player.FreeAsync("2026-12-04", 60)).ShouldBeEmpty();
        (await FirstAndLastAsync(player, "2026-12-05")).ShouldBe(("2026-12-05T16:00:00+05:00", "2026-12-06T01:00:00+05:00"));
        var again = (await office.ExportAsync("lahore"))!.Value.File;
        JsonNode.DeepEquals(again["venues"], file["venues"]).ShouldBeTrue($"{again["venues"]}");
    }

    [Theory]
    [InlineData("2026-13-01", "Holiday", "09:00", "15:00")]
    [InlineData("0001-01-01", "Holiday", "09:00", "15:00")]
    [InlineData("2026-12-05", "", "09:00", "15:00")]
    [InlineData("2026-12-05", "Holiday", "9", "15:00")]
    [InlineData("2026-12-05", "Holiday", "24:00", "15:00")]
    public async Task What_makes_no_sense_is_refused(string date, string name, string opens, string closes)
    {
        var owner = await platform.InMadrid().SignInAsync("owner@madrid.test");
        (await PutAsync(owner, date, name, [], (opens, closes))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Only_who_manages_venues_changes_hours_and_only_those_of_the_own_club()
    {
        (await PutAsync(await platform.InMadrid().SignInAsync("desk@madrid.test"), "2026-12-05", "Holiday")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var (owner, abroad) = (await platform.InMadrid().SignInAsync("owner@madrid.test"), platform.InLahore());
        using var put = new HttpRequestMessage(HttpMethod.Put, await PathAsync(abroad, "2026-12-05")) { Content = JsonContent.Create(Body("Holiday", [])) };
        (await owner.Visitor.SendAsync(put)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<(string First, string Last)> FirstAndLastAsync(Player player, string date)
    {
        var free = await player.FreeAsync(date, 60);
        return (free.Min(slot => slot.StartLocal)!, free.Max(slot => slot.StartLocal)!);
    }

    private static async Task<string> PathAsync(Player player, string date) => $"/api/v1/venues/{await player.VenueAsync()}/exceptions/{date}";

    private static object Body(string name, Guid[] keep, params (string Opens, string Closes)[] hours) =>
        new { name, hours = hours.Select(period => new { opens = period.Opens, closes = period.Closes }), keepBookings = keep };

    private static async Task<Answer> PutAsync(Player player, string date, string name, Guid[]? keep = null, params (string Opens, string Closes)[] hours)
    {
        using var put = new HttpRequestMessage(HttpMethod.Put, await PathAsync(player, date)) { Content = JsonContent.Create(Body(name, keep ?? [], hours)) };
        return await Player.ReadAsync(await player.Visitor.SendAsync(put));
    }

    private static async Task<HttpStatusCode> DeleteAsync(Player player, string date) =>
        (await player.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Delete, await PathAsync(player, date)))).StatusCode;

    private async Task<string> PageAsync(string path) => await (await platform.Madrid().GetAsync(path)).Content.ReadAsStringAsync();
}
