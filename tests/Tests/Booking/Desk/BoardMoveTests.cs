using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Desk;

/// <summary>What the board sends when a booking is dragged: what it would mean, the move, and one step back.</summary>
public sealed class BoardMoveTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Exactly = "court_id, starts_at, ends_at, occupies, total_amount_minor, price_lines, cancellation_tiers, terms, price_basis, paid_minor, status";

    [Fact]
    public async Task The_difference_is_said_before_the_drop_and_an_ordinary_move_needs_no_reason()
    {
        var (desk, player) = (await DeskAsync(), platform.InMadrid());
        var slot = await player.SlotAsync("2026-12-01", "12:00");
        var id = await MoveTests.ConfirmedAsync(player, slot);

        var longer = await PreviewAsync(desk, id, slot.CourtId, slot.Start, 120);
        longer["possible"]!.GetValue<bool>().ShouldBeTrue();
        longer["needsReason"]!.GetValue<bool>().ShouldBeFalse();
        longer["said"]!.GetValue<string>().ShouldContain("(+€");
        (await PreviewAsync(desk, id, slot.CourtId, slot.Start.AddMinutes(30), 90))["said"]!.GetValue<string>().ShouldContain("same price");

        var moved = await DropAsync(desk, id, slot.CourtId, slot.Start, 120, longer["quotedMinor"]!.GetValue<long>());
        moved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await BodyAsync(await desk.GetAsync(moved.Headers.Location!.ToString()))).ShouldContain("now plays on");
        (await RowAsync(id)).ShouldContain("\"ends_at\":\"2026-12-01T13:00:00+00:00\"");
    }

    [Fact]
    public async Task Hard_case_12_setting_a_rule_aside_asks_for_a_reason_and_never_lands_on_another_booking()
    {
        var (desk, player, other) = (await DeskAsync(), platform.InMadrid(), platform.InMadrid());
        var slot = await player.SlotAsync("2026-11-24", "19:00");
        var id = await MoveTests.ConfirmedAsync(player, slot);
        await MoveTests.ConfirmedAsync(other, slot.Moved(-90), "Olga");

        var late = await PreviewAsync(desk, id, slot.CourtId, slot.Start.AddMinutes(30), 90);
        (late["possible"]!.GetValue<bool>(), late["needsReason"]!.GetValue<bool>()).ShouldBe((true, true));
        late["said"]!.GetValue<string>().ShouldContain("the deadline for changes");
        var taken = await PreviewAsync(desk, id, slot.CourtId, slot.Start.AddMinutes(-30), 90);
        taken["possible"]!.GetValue<bool>().ShouldBeFalse();

        var silent = await DropAsync(desk, id, slot.CourtId, slot.Start.AddMinutes(30), 90);
        silent.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await BodyAsync(silent)).ShouldContain("Please say why");
        (await DropAsync(desk, id, slot.CourtId, slot.Start.AddMinutes(-30), 90, reason: "Rain")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await DropAsync(desk, id, slot.CourtId, slot.Start.AddMinutes(30), 90, reason: "Rain")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await platform.ScalarAsync<string>("madrid", $"select detail->>'reason' || ' ' || (detail->>'overrides') from booking_history where booking_id = '{id}' and act = 'moved_by_staff'")).ShouldBe("Rain change_too_late");
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Fact]
    public async Task Money_that_goes_back_is_said_and_asks_for_a_reason()
    {
        var desk = await DeskAsync();
        var paid = await new Payments.Checkout(platform, "madrid").PaidAsync();
        var (court, start) = (await platform.ScalarAsync<Guid>("madrid", $"select court_id from bookings where id = '{paid.BookingId}'"),
            new DateTimeOffset(await platform.ScalarAsync<DateTime>("madrid", $"select starts_at from bookings where id = '{paid.BookingId}'"), TimeSpan.Zero));
        var shorter = await PreviewAsync(desk, paid.BookingId, court, start, 60);
        shorter["needsReason"]!.GetValue<bool>().ShouldBeTrue();
        shorter["said"]!.GetValue<string>().ShouldContain("goes back");
        (await DropAsync(desk, paid.BookingId, court, start, 60)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await DropAsync(desk, paid.BookingId, court, start, 60, reason: "They leave early")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Undo_gives_back_exactly_what_was_once_and_by_name()
    {
        var (desk, player) = (await DeskAsync(), platform.InMadrid());
        var slot = await player.SlotAsync("2026-12-02", "12:00");
        var id = await MoveTests.ConfirmedAsync(player, slot);
        // The club's rules and prices change between the booking and the move: what is given back is what was agreed.
        await platform.ExecuteAsync("madrid", $"update bookings set price_lines = '[]', total_amount_minor = 4321, occupies = tstzrange(starts_at, ends_at + interval '7 minutes') where id = '{id}'");
        var before = await RowAsync(id);

        await DropAsync(desk, id, slot.CourtId, slot.Start.AddHours(2), 60);
        (await RowAsync(id)).ShouldNotBe(before);
        var board = await BodyAsync(await desk.GetAsync("/desk?date=2026-12-05"));
        board.ShouldContain("Undo moving Gael");
        platform.Clock.Advance(TimeSpan.FromSeconds(1));

        (await UndoAsync(desk, id)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await RowAsync(id)).ShouldBe(before);
        (await platform.ScalarAsync<string>("madrid", $"select string_agg(act, ' ' order by at, id) from booking_history where booking_id = '{id}' and act like 'move%'")).ShouldBe("moved_by_staff move_undone");
        (await UndoAsync(desk, id)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await BodyAsync(await desk.GetAsync("/desk?date=2026-12-02"))).ShouldNotContain("Undo moving");
        (await platform.FactsAsync("BOOKING_MOVED", id)).ShouldBe(2);
    }

    [Fact]
    public async Task Undo_refuses_when_something_happened_in_between_or_the_old_place_is_taken()
    {
        var (desk, player) = (await DeskAsync(), platform.InMadrid());
        var slot = await player.SlotAsync("2026-12-03", "12:00");
        var id = await MoveTests.ConfirmedAsync(player, slot);
        await DropAsync(desk, id, slot.CourtId, slot.Start.AddHours(4), 90);
        (await platform.InMadrid().HoldAsync(slot)).Status.ShouldBe(HttpStatusCode.Created);
        var taken = await UndoAsync(desk, id);
        taken.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await BodyAsync(taken)).ShouldContain("Somebody was faster");

        var second = await platform.InMadrid().SlotAsync("2026-12-03", "20:00");
        var moved = await MoveTests.ConfirmedAsync(player, second, "Marta");
        await DropAsync(desk, moved, second.CourtId, second.Start.AddMinutes(-30), 90);
        platform.Clock.Advance(TimeSpan.FromSeconds(1));
        await DropAsync(desk, moved, second.CourtId, second.Start, 90);
        await platform.ExecuteAsync("madrid", $"update bookings set updated_at = updated_at + interval '1 second' where id = '{moved}'");
        var late = await UndoAsync(desk, moved);
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await BodyAsync(late)).ShouldContain("something has happened since");
    }

    [Fact]
    public async Task Only_staff_of_the_club_ask_and_move()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-12-04", "12:00");
        var id = await MoveTests.ConfirmedAsync(player, slot);
        var path = $"/desk/move?booking={id}&court={slot.CourtId}&start={slot.Start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&duration=60";
        (await player.Visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var abroad = platform.Lahore();
        await abroad.SignInAsync("desk@lahore.test", People.DemoPassword);
        (await abroad.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var desk = await DeskAsync();
        (await desk.PostFormAsync("/desk/move", new Dictionary<string, string> { ["booking"] = $"{id}" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await desk.GetAsync(path.Replace("duration=60", "duration=0", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task They_are_checked_in_from_the_board()
    {
        var (desk, player) = (await DeskAsync(), platform.InMadrid());
        var soon = await MoveTests.ConfirmedAsync(player, await player.SlotAsync("2026-11-24", "11:00"), "Sara");
        var later = await MoveTests.ConfirmedAsync(platform.InMadrid(), await player.SlotAsync("2026-12-05", "11:00"), "Lola");
        (await desk.SubmitAsync("/desk", "/desk/arrived", new Dictionary<string, string> { ["booking"] = $"{soon}" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await BodyAsync(await desk.GetAsync("/desk"))).ShouldContain("Here ·");
        var early = await desk.SubmitAsync("/desk", "/desk/arrived", new Dictionary<string, string> { ["booking"] = $"{later}" });
        early.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await BodyAsync(early)).ShouldContain("This booking begins later");
    }

    private async Task<Visitor> DeskAsync()
    {
        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        return desk;
    }

    private Task<string> RowAsync(Guid id) => platform.ScalarAsync<string>("madrid", $"select row_to_json(r)::text from (select {Exactly} from bookings where id = '{id}') r");

    private static Task<JsonNode> PreviewAsync(Visitor desk, Guid id, Guid court, DateTimeOffset start, int minutes) =>
        desk.JsonAsync($"/desk/move?booking={id}&court={court}&start={start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&duration={minutes}");

    private static Task<HttpResponseMessage> DropAsync(Visitor desk, Guid id, Guid court, DateTimeOffset start, int minutes, long? quoted = null, string reason = "") =>
        desk.SubmitAsync("/desk", "/desk/move", new Dictionary<string, string>
        {
            ["booking"] = $"{id}",
            ["court"] = $"{court}",
            ["start"] = $"{start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}",
            ["duration"] = $"{minutes}",
            ["quoted"] = $"{quoted}",
            ["reason"] = reason,
        });

    // The button is only there while it may work; a browser that had the page open sends it anyway.
    private static Task<HttpResponseMessage> UndoAsync(Visitor desk, Guid id) =>
        SendAsync(desk, "/desk/undo", new Dictionary<string, string> { ["booking"] = $"{id}" });

    private static async Task<HttpResponseMessage> SendAsync(Visitor desk, string path, Dictionary<string, string> fields)
    {
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await BodyAsync(await desk.GetAsync("/desk")));
        fields["__RequestVerificationToken"] = page.QuerySelector("#board-move input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await desk.PostFormAsync(path, fields);
    }

    private static async Task<string> BodyAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
}
