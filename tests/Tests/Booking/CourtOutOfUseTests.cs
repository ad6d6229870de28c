using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Venues.Manage;

namespace PadelSaaS.Tests.Booking;

/// <summary>A court goes out of use while players take it, and a venue is to be published with days that have no price.</summary>
public sealed class CourtOutOfUseTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_court_that_goes_out_of_use_while_ten_players_take_it_never_has_a_booking_ahead()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Race");
        var id = (Guid)venue["id"]!;
        var closed = 0;
        for (var round = 0; round < 12; round++)
        {
            var day = await owner.Visitor.JsonAsync($"/api/v1/venues/{id}/availability?date=2026-11-{25 + (round % 3)}&duration=60");
            var court = day["courts"]!.AsArray()[^1]!;
            var slots = court["slots"]!.AsArray().Select(slot => Player.SlotOf((Guid)court["courtId"]!, slot!)).Where(slot => slot.Start.Minute == 0).Take(10).ToList();
            venue = await owner.SeeAsync(venue);
            var courts = venue["courts"]!.DeepClone();
            courts.AsArray().First(one => (Guid)one!["id"]! == slots[0].CourtId)!["active"] = false;

            var closing = owner.PutAsync(venue, "courts", courts);
            var holds = await Task.WhenAll(slots.Select((slot, at) => platform.InMadrid().HoldAsync(slot, name: $"R{round}P{at}")));
            var isClosed = (await closing).Status == HttpStatusCode.OK;

            var ahead = await platform.ScalarAsync<long>("madrid", $"select count(*) from bookings where court_id = '{slots[0].CourtId}' and status in ('pending', 'confirmed')");
            ahead.ShouldBe(isClosed ? 0 : holds.Count(answer => answer.Status == HttpStatusCode.Created));
            if (isClosed) closed++;
            await platform.ExecuteAsync("madrid", $"update bookings set status = 'cancelled' where venue_id = '{id}'; update courts set active = true where venue_id = '{id}'; update revisions set revision = revision + 1 where subject = '{id}'");
            platform.Services.GetRequiredService<Cached>().DropAll();
        }
        closed.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_venue_whose_season_has_hours_without_a_price_is_not_published()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.AddAsync("Season");
        venue = await owner.SavedAsync(venue, "courts", new JsonArray(Owner.Court("Court 1")));
        venue = await owner.SavedAsync(venue, "hours", Owner.Week("10:00", "22:00"), "openings");
        venue = await owner.SavedAsync(venue, "prices", new JsonArray(Owner.Price("Base", 2000, from: "08:00", to: "23:00")));
        await platform.ExecuteAsync("madrid", $$"""
            insert into seasons (venue_id, first, last, name, hours) values ('{{venue["id"]}}', '2027-01-01', '2027-02-01', 'Winter', '[{"days":"*","opens":"10:00","closes":"24:00"}]')
            """);
        (await owner.PutAsync(venue, "published", JsonValue.Create(true))).Slug.ShouldBe("no_price");
        await platform.ExecuteAsync("madrid", $"update seasons set first = '2026-01-01', last = '2026-02-01' where venue_id = '{venue["id"]}'");
        (await owner.PutAsync(venue, "published", JsonValue.Create(true))).Status.ShouldBe(HttpStatusCode.OK);
    }
}
