using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Desk;

/// <summary>What staff write for each other, and how full the week is.</summary>
public sealed class NotesAndWeekTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_note_is_marked_on_the_board_and_hidden_from_the_player()
    {
        var player = platform.InMadrid();
        var id = await MoveTests.ConfirmedAsync(player, await player.SlotAsync("2026-12-01", "12:00"));
        var (desk, api) = (await DeskAsync(), await platform.InMadrid().SignInAsync("desk@madrid.test"));

        var written = await desk.SubmitAsync($"/bookings/{id}", $"/bookings/{id}/notes", new Dictionary<string, string> { ["text"] = "Brings <two> dogs" });
        written.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await BodyAsync(desk, "/desk?date=2026-12-01")).ShouldContain("Brings &lt;two&gt; dogs");
        (await BodyAsync(desk, $"/bookings/{id}")).ShouldContain("Diego Desk");
        (await BodyAsync(player.Visitor, $"/bookings/{id}?key={player.Visitor.Headers["X-Booking-Key"]}")).ShouldNotContain("dogs");
        (await player.PostAsync($"/api/v1/bookings/{id}/notes", new { text = "Me too" })).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.FactsAsync("BOOKING_NOTED", id)).ShouldBe(1);
        platform.Clock.Advance(TimeSpan.FromSeconds(1));

        (await api.PostAsync($"/api/v1/bookings/{id}/notes", new { text = " " })).Slug.ShouldBe("malformed");
        (await api.PostAsync($"/api/v1/bookings/{id}/notes", new { text = "Second" })).Status.ShouldBe(HttpStatusCode.Created);
        (await api.PostAsync($"/api/v1/bookings/{Guid.CreateVersion7()}/notes", new { text = "Nobody" })).Status.ShouldBe(HttpStatusCode.NotFound);
        var notes = await api.Visitor.JsonAsync($"/api/v1/bookings/{id}/notes");
        notes.AsArray().Select(note => (string)note!["text"]!).ShouldBe(["Brings <two> dogs", "Second"]);

        await desk.SubmitAsync($"/bookings/{id}", $"/bookings/{id}/notes", new Dictionary<string, string> { ["remove"] = (string)notes[0]!["id"]!, ["text"] = "" });
        (await api.Visitor.JsonAsync($"/api/v1/bookings/{id}/notes")).AsArray().Count.ShouldBe(1);
        (await platform.ScalarAsync<string>("madrid", $"select string_agg(act, ' ' order by act) from booking_history where booking_id = '{id}' and act like '%note%'")).ShouldBe("note_removed noted noted");
        // A note changes nothing that a player or a decision looks at.
        (await platform.ScalarAsync<bool>("madrid", $"select updated_at = max(h.at) from bookings b join booking_history h on h.booking_id = b.id where b.id = '{id}' and h.act = 'confirmed' group by updated_at")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_week_says_how_full_each_court_is_and_leads_to_the_day()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-12-02", "09:00");
        for (var i = 0; i < 2; i++) await MoveTests.ConfirmedAsync(platform.InMadrid(), slot.Moved(90 * i));
        var week = await BodyAsync(await DeskAsync(), "/desk/week?date=2026-12-03");
        week.ShouldContain("/desk?venue=centro&amp;date=2026-11-30");
        week.ShouldContain("/desk?venue=centro&amp;date=2026-12-06");
        // Three of fourteen hours.
        week.ShouldContain("<bdi>21%</bdi>");
        (await BodyAsync(await DeskAsync(), "/desk/week?date=nonsense&venue=none")).ShouldContain("/desk?venue=centro&amp;date=2026-11-24");
        (await platform.Madrid().GetAsync("/desk/week")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private async Task<Visitor> DeskAsync()
    {
        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        return desk;
    }

    private static async Task<string> BodyAsync(Visitor visitor, string path) => await (await visitor.GetAsync(path)).Content.ReadAsStringAsync();
}
