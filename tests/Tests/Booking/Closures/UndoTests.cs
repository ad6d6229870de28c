using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Venues.Manage;

namespace PadelSaaS.Tests.Booking.Closures;

/// <summary>A closure moves or gives back what it breaks, tells the players two minutes later, and until then can be undone to the last column.</summary>
public sealed class UndoTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_broken_booking_moves_to_the_same_time_on_another_court_for_what_was_agreed()
    {
        var (owner, guest) = (await platform.OwnerAsync(), platform.InMadrid());
        var slot = await guest.SlotAsync("2026-12-01", "18:00");
        var booking = await BookedAsync(guest, slot, paid: 4000);
        // Agreed for less than the court costs today.
        await platform.ExecuteAsync("madrid", $"update bookings set total_amount_minor = 4000 where id = '{booking}'");

        var impact = (await owner.PreviewAsync([slot.CourtId], slot.Start, slot.End)).Json["inTheWay"]![0]!;
        ((string)impact["suggested"]!).ShouldBe("move");
        var place = impact["places"]![0]!;
        ((Guid)place["courtId"]!).ShouldNotBe(slot.CourtId);
        ((long)place["price"]!["amountMinor"]!).ShouldBe(4000);

        var closed = await CloseAsync(owner, slot, Move(booking, place));
        closed.Json["moved"]!.AsArray().Count.ShouldBe(1);

        var seen = (await guest.SeeAsync(booking)).Json;
        ((Guid)seen["courtId"]!, (string)seen["status"]!, (long)seen["price"]!["amountMinor"]!).ShouldBe(((Guid)place["courtId"]!, "confirmed", 4000));
        (await platform.InMadrid().HoldAsync(slot with { CourtId = (Guid)place["courtId"]! })).Slug.ShouldBe("slot_taken");
        (await platform.FactsAsync("BOOKING_MOVED", booking)).ShouldBe(0);
        await LaterAsync();
        (await platform.FactsAsync("BOOKING_MOVED", booking)).ShouldBe(1);
        (await UndoAsync(owner, closed)).Slug.ShouldBe("already_told");
    }

    [Fact]
    public async Task Undone_in_time_everything_stands_as_it_stood_and_nobody_hears_of_it()
    {
        var (owner, one, two) = (await platform.OwnerAsync(), platform.InMadrid(), platform.InMadrid());
        var slot = await one.SlotAsync("2026-12-02", "18:00");
        var (moved, cancelled) = (await BookedAsync(one, slot, paid: 4400), await BookedAsync(two, slot.Moved(90)));
        const string Rows = "select string_agg((to_jsonb(bookings) - 'updated_at')::text, ';' order by id) from bookings where id in ('{0}', '{1}')";
        var sql = string.Format(System.Globalization.CultureInfo.InvariantCulture, Rows, moved, cancelled);
        var before = await platform.ScalarAsync<string>("madrid", sql);
        var places = (await owner.PreviewAsync([slot.CourtId], slot.Start, slot.End.AddMinutes(90))).Json["inTheWay"]!;

        var closed = await CloseAsync(owner, slot with { End = slot.End.AddMinutes(90) }, Move(moved, places[0]!["places"]![0]!), Refund(cancelled));
        (await platform.ScalarAsync<string>("madrid", sql)).ShouldNotBe(before);
        var undone = await UndoAsync(owner, closed);

        undone.Json["restored"]!.GetValue<int>().ShouldBe(2);
        (await platform.ScalarAsync<string>("madrid", sql)).ShouldBe(before);
        // Twice is once.
        (await UndoAsync(owner, closed)).Status.ShouldBe(HttpStatusCode.OK);
        await LaterAsync();
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from platform.outbox where aggregate in ('{moved}', '{cancelled}') and event_type in ('BOOKING_MOVED', 'BOOKING_CANCELLED')")).ShouldBe(0);
        (await one.HoldAsync(slot)).Slug.ShouldBe("slot_taken");
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from booking_history where booking_id = '{moved}' and act = 'closure_undone' and actor = 'Olga Owner'")).ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_come_back_is_named_and_its_player_told()
    {
        var (owner, guest) = (await platform.OwnerAsync(), platform.InMadrid());
        var slot = await guest.SlotAsync("2026-12-03", "18:00");
        var booking = await BookedAsync(guest, slot);
        var closed = await CloseAsync(owner, slot, Refund(booking));
        // A second closure lies over the first.
        await owner.ClosedAsync([slot.CourtId], slot.Start, slot.End);

        var undone = (await UndoAsync(owner, closed)).Json;

        undone["restored"]!.GetValue<int>().ShouldBe(0);
        undone["failed"]!.AsArray().Select(one => ((Guid)one!["bookingId"]!, (string)one["name"]!, (string)one["reason"]!)).ShouldBe([(booking, "Gael", "slot_taken")]);
        await LaterAsync();
        (await platform.FactsAsync("BOOKING_CANCELLED", booking)).ShouldBe(1);
    }

    [Fact]
    public async Task A_player_who_acted_meanwhile_is_not_told_of_what_is_past()
    {
        var (owner, guest) = (await platform.OwnerAsync(), platform.InMadrid());
        var slot = await guest.SlotAsync("2026-12-04", "18:00");
        var booking = await BookedAsync(guest, slot);
        var place = (await owner.PreviewAsync([slot.CourtId], slot.Start, slot.End)).Json["inTheWay"]![0]!["places"]![0]!;
        var closed = await CloseAsync(owner, slot, Move(booking, place));
        (await guest.CancelAsync(booking)).Status.ShouldBe(HttpStatusCode.OK);

        (await UndoAsync(owner, closed)).Json["failed"]![0]!["reason"]!.ToString().ShouldBe("changed_meanwhile");
        await LaterAsync();
        (await platform.FactsAsync("BOOKING_MOVED", booking)).ShouldBe(0);
        (await platform.FactsAsync("BOOKING_CANCELLED", booking)).ShouldBe(1);
    }

    [Fact]
    public async Task Two_bookings_are_not_offered_one_place_and_a_place_taken_meanwhile_is_decided_anew()
    {
        var (owner, one, two) = (await platform.OwnerAsync(), platform.InMadrid(), platform.InMadrid());
        var slot = await one.SlotAsync("2026-12-05", "18:00");
        var other = await one.SlotAsync("2026-12-05", "18:00", court: 1);
        var (first, second) = (await BookedAsync(one, slot), await BookedAsync(two, other));
        var impacts = (await owner.PreviewAsync([slot.CourtId, other.CourtId], slot.Start, slot.End)).Json["inTheWay"]!.AsArray();
        var places = impacts.Select(impact => (impact!["places"]![0]!["courtId"]!.ToString(), impact["places"]![0]!["start"]!.ToString())).ToList();
        places.Distinct().Count().ShouldBe(2);

        var decisions = impacts.Select(impact => Move((Guid)impact!["booking"]!["id"]!, impact["places"]![0]!)).ToArray();
        var taken = impacts[0]!["places"]![0]!;
        (await platform.InMadrid().HoldAsync(new Slot((Guid)taken["courtId"]!, DateTimeOffset.Parse((string)taken["start"]!, null), DateTimeOffset.Parse((string)taken["end"]!, null), "", 0))).Status.ShouldBe(HttpStatusCode.Created);
        var lost = await PostAsync(owner, [slot.CourtId, other.CourtId], slot, decisions);
        lost.Slug.ShouldBe("new_place_taken");
        lost.InTheWay("bookings").ShouldBe([first, second], ignoreOrder: true);
        (await one.StatusAsync(first)).ShouldBe("confirmed");
        // A closed court is no new place.
        (await PostAsync(owner, [slot.CourtId, other.CourtId], slot, Move(first, new JsonObject { ["courtId"] = other.CourtId, ["start"] = $"{slot.Start.UtcDateTime:s}Z" }), Refund(second))).Slug.ShouldBe("slot_not_offered");
    }

    [Fact]
    public async Task A_closed_venue_takes_courts_that_are_added_later()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Later", courts: 1);
        (await PostAsync(await platform.OwnerAsync(), null, (Guid)venue["id"]!, "2026-12-03T08:00:00Z", "2026-12-05T22:00:00Z")).Status.ShouldBe(HttpStatusCode.Created);

        await owner.SavedAsync(venue, "courts", new JsonArray([.. venue["courts"]!.AsArray().Select(court => court!.DeepClone()), Owner.Court("New")]));
        await platform.SettleAsync();

        (await FreeAsync("2026-12-04")).ShouldBe(0);
        (await FreeAsync("2026-12-06")).ShouldBe(2);

        async Task<int> FreeAsync(string date) =>
            (await platform.Madrid().JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date={date}&duration=60"))["courts"]!.AsArray().Count(court => court!["slots"]!.AsArray().Count > 0);
    }

    [Fact]
    public async Task A_group_is_closed_by_its_name()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Grouped", courts: 3);
        venue = await owner.SavedAsync(venue, "groups", new JsonArray(new JsonObject { ["name"] = "Two", ["courts"] = new JsonArray("1", "2") }));

        var closed = await (await platform.OwnerAsync()).PostAsync($"/api/v1/venues/{venue["id"]}/closures",
            new { courtGroupId = (Guid)venue["groups"]![0]!["id"]!, start = "2026-12-08T08:00:00Z", end = "2026-12-08T22:00:00Z", reason = "event" });

        closed.Json["closure"]!["courtIds"]!.AsArray().Count.ShouldBe(2);
        closed.Json["closure"]!["undoUntil"].ShouldBeNull();
    }

    [Fact]
    public async Task By_its_page_a_closure_shows_what_it_breaks_is_made_and_undone()
    {
        var guest = platform.InMadrid();
        var slot = await guest.SlotAsync("2026-12-06", "18:00");
        var booking = await BookedAsync(guest, slot, name: "Xenia");
        var page = platform.Madrid();
        await page.SignInAsync("owner@madrid.test", People.DemoPassword);
        const string Path = "/manage/venues/centro/closures";
        Dictionary<string, string> typed = new() { ["which"] = "some", ["courts"] = $"{slot.CourtId}", ["from"] = "2026-12-06T18:00", ["until"] = "2026-12-06T19:30", ["reason"] = "weather" };

        var looked = await page.SubmitAsync($"{Path}/new", $"{Path}/new", new Dictionary<string, string>(typed) { ["do"] = "look" });
        var text = WebUtility.HtmlDecode(await looked.Content.ReadAsStringAsync());
        text.ShouldContain("Xenia");
        text.ShouldContain("same time");
        (await guest.StatusAsync(booking)).ShouldBe("confirmed");
        var undecided = await page.SubmitAsync($"{Path}/new", $"{Path}/new", new Dictionary<string, string>(typed) { ["do"] = "close" });
        undecided.StatusCode.ShouldBe(HttpStatusCode.Conflict);

        var closed = await page.SubmitAsync($"{Path}/new", $"{Path}/new", new Dictionary<string, string>(typed) { ["do"] = "close", [$"decision.{booking}"] = "refund" });
        closed.Headers.Location!.OriginalString.ShouldBe($"{Path}?done=closed");
        (await guest.StatusAsync(booking)).ShouldBe("cancelled");
        var list = await page.GetAsync(Path);
        var undo = System.Text.RegularExpressions.Regex.Match(await list.Content.ReadAsStringAsync(), $"{Path}/[0-9a-f-]+/undo").Value;
        (await page.SubmitAsync(Path, undo, new Dictionary<string, string>())).Headers.Location!.OriginalString.ShouldBe($"{Path}?done=undone");
        (await guest.StatusAsync(booking)).ShouldBe("confirmed");

        // Nothing ticked closes nothing, and the desk closes no whole venue.
        typed.Remove("courts");
        (await page.SubmitAsync($"{Path}/new", $"{Path}/new", new Dictionary<string, string>(typed) { ["do"] = "close" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        (await desk.SubmitAsync($"{Path}/new", $"{Path}/new", new Dictionary<string, string>(typed) { ["which"] = "all", ["do"] = "close" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task LaterAsync()
    {
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await platform.SettleAsync();
    }

    private async Task<Guid> BookedAsync(Player guest, Slot slot, long paid = 0, string name = "Gael")
    {
        var booking = await guest.HeldAsync(slot, name);
        (await guest.ConfirmAsync(booking)).Status.ShouldBe(HttpStatusCode.OK);
        if (paid > 0) await platform.ExecuteAsync("madrid", $"update bookings set paid_minor = {paid} where id = '{booking}'");
        return booking;
    }

    private static object Refund(Guid booking) => new { bookingId = booking, decision = "cancel_and_refund" };

    private static object Move(Guid booking, JsonNode place) => new { bookingId = booking, decision = "move", courtId = (Guid)place["courtId"]!, start = (string)place["start"]! };

    private static async Task<Answer> CloseAsync(Player owner, Slot slot, params object[] decisions)
    {
        var answer = await PostAsync(owner, [slot.CourtId], slot, decisions);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body);
        return answer;
    }

    private static async Task<Answer> PostAsync(Player owner, Guid[] courts, Slot slot, params object[] decisions) =>
        await PostAsync(owner, courts, await owner.VenueAsync(), $"{slot.Start.UtcDateTime:s}Z", $"{slot.End.UtcDateTime:s}Z", decisions);

    private static Task<Answer> PostAsync(Player owner, Guid[]? courts, Guid venue, string start, string end, params object[] decisions) =>
        owner.PostAsync($"/api/v1/venues/{venue}/closures", new { courtIds = courts, start, end, reason = "maintenance", decisions });

    private static async Task<Answer> UndoAsync(Player owner, Answer closed) =>
        await owner.PostAsync($"/api/v1/venues/{await owner.VenueAsync()}/closures/{closed.Json["closure"]!["id"]}/undo", new { });
}
