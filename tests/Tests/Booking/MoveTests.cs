using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

/// <summary>A booking moves: hard cases 5 (offered and judged by one function), 8 (one court, one winner), 12 (an override is a named act) and 17 (a price that changed).</summary>
public sealed class MoveTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Date = "2026-12-03";

    [Fact]
    public async Task Hard_case_5_what_is_shown_beside_the_own_time_can_be_moved_to_and_the_own_time_counts_as_free()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-11-30", "12:00");
        var id = await ConfirmedAsync(player, slot);

        // Half an hour later overlaps nobody but the booking itself.
        var preview = await PreviewAsync(player, id, slot.Moved(30));
        preview.Status.ShouldBe(HttpStatusCode.OK, preview.Body);
        ((long)preview.Json["difference"]!["amountMinor"]!).ShouldBe(0);

        var moved = await ChangeAsync(player, id, slot.Moved(30));
        moved.Status.ShouldBe(HttpStatusCode.OK, moved.Body);
        ((DateTimeOffset)moved.Json["booking"]!["start"]!).ShouldBe(slot.Start.AddMinutes(30));
        (await ChangeAsync(player, id, slot.Moved(10))).Slug.ShouldBe("slot_not_offered");
        (await PreviewAsync(player, id, slot.Moved(10))).Slug.ShouldBe("slot_not_offered");
        (await ChangeAsync(player, id, slot with { CourtId = Guid.CreateVersion7(FakeClock.Start) })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await platform.FactsAsync("BOOKING_MOVED", id)).ShouldBe(1);
    }

    [Fact]
    public async Task Hard_case_5_a_strict_club_lets_move_only_to_what_it_would_show()
    {
        var player = platform.InLahore();
        var slot = await player.SlotAsync("2026-11-30", "16:00");
        var id = await ConfirmedAsync(player, slot);

        // Seen from an empty court this leaves half an hour nobody could book.
        var refused = await ChangeAsync(player, id, slot.Moved(30));
        refused.Slug.ShouldBe("slot_not_offered");
        refused.Alternatives.ShouldNotBeEmpty();
        (await ChangeAsync(player, id, slot.Moved(60))).Status.ShouldBe(HttpStatusCode.OK);
        (await platform.OverlapsAsync("lahore")).ShouldBe(0);
    }

    [Fact]
    public async Task The_days_of_both_times_are_drawn_anew()
    {
        var player = platform.InMadrid();
        var from = await player.SlotAsync(Date, "10:00");
        var to = await player.SlotAsync("2026-12-04", "10:00");
        var id = await ConfirmedAsync(player, from);
        (await player.FreeAsync(Date)).ShouldNotContain(slot => slot.CourtId == from.CourtId && slot.Start == from.Start);

        (await ChangeAsync(player, id, to)).Status.ShouldBe(HttpStatusCode.OK);
        (await player.FreeAsync(Date)).ShouldContain(slot => slot.CourtId == from.CourtId && slot.Start == from.Start);
        (await player.FreeAsync("2026-12-04")).ShouldNotContain(slot => slot.CourtId == to.CourtId && slot.Start == to.Start);
    }

    [Fact]
    public async Task Hard_case_8_of_many_who_move_to_one_court_one_wins_and_the_others_keep_theirs()
    {
        var day = await platform.InMadrid().SlotAsync("2026-12-05", "09:00");
        var players = new List<(Player Player, Guid Id, Slot Slot)>();
        for (var at = 0; at < 5; at++)
        {
            var player = platform.InMadrid();
            var slot = day.Moved(at * 90);
            players.Add((player, await ConfirmedAsync(player, slot, $"P{at}"), slot));
        }
        var target = day.Moved(5 * 90);
        var rival = platform.InMadrid().HoldAsync(target);

        var answers = await Task.WhenAll(players.Select(one => ChangeAsync(one.Player, one.Id, target)));
        var held = (await rival).Status == HttpStatusCode.Created;

        (answers.Count(answer => answer.Status == HttpStatusCode.OK) + (held ? 1 : 0)).ShouldBe(1);
        foreach (var (answer, one) in answers.Zip(players))
        {
            if (answer.Status == HttpStatusCode.OK) continue;
            answer.Slug.ShouldBe("slot_taken");
            answer.Alternatives.ShouldNotBeEmpty();
            ((DateTimeOffset)(await one.Player.SeeAsync(one.Id)).Json["start"]!).ShouldBe(one.Slot.Start);
        }
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Fact]
    public async Task Hard_case_8_two_who_want_each_others_time_both_keep_theirs()
    {
        var (one, other) = (platform.InMadrid(), platform.InMadrid());
        var slot = await one.SlotAsync("2026-12-06", "09:00");
        var (first, second) = (await ConfirmedAsync(one, slot, "One"), await ConfirmedAsync(other, slot.Moved(90), "Two"));

        var answers = await Task.WhenAll(ChangeAsync(one, first, slot.Moved(90)), ChangeAsync(other, second, slot));

        answers.ShouldAllBe(answer => answer.Slug == "slot_taken");
        (await one.StatusAsync(first)).ShouldBe("confirmed");
    }

    [Fact]
    public async Task A_repeated_change_is_answered_as_the_first_and_done_once()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-12-07", "09:00");
        var id = await ConfirmedAsync(player, slot);

        var first = await ChangeAsync(player, id, slot.Moved(90), key: "move-1");
        var again = await ChangeAsync(player, id, slot.Moved(90), key: "move-1");
        again.Body.ShouldBe(first.Body);
        (await ChangeAsync(player, id, slot.Moved(180), key: "move-1")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ChangeAsync(player, id, slot.Moved(90))).Status.ShouldBe(HttpStatusCode.OK);
        (await platform.FactsAsync("BOOKING_MOVED", id)).ShouldBe(1);
    }

    [Fact]
    public async Task Players_move_until_cancelling_costs_something_and_the_boundary_counts()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-12-08", "09:00");
        var id = await ConfirmedAsync(player, slot);
        try
        {
            platform.Clock.Now = slot.Start.AddHours(-24);
            (await ChangeAsync(player, id, slot.Moved(90))).Status.ShouldBe(HttpStatusCode.OK);
            (await ChangeAsync(player, id, slot)).Status.ShouldBe(HttpStatusCode.OK);
            platform.Clock.Advance(TimeSpan.FromSeconds(1));
            (await ChangeAsync(player, id, slot.Moved(90))).Slug.ShouldBe("change_too_late");
            (await PreviewAsync(player, id, slot.Moved(90))).Slug.ShouldBe("change_too_late");
        }
        finally
        {
            platform.Clock.Now = FakeClock.Start;
        }
    }

    [Fact]
    public async Task A_hold_and_what_was_cancelled_or_is_somebody_elses_do_not_move()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync(Date, "16:00");
        var held = await player.HeldAsync(slot);
        (await ChangeAsync(player, held, slot.Moved(90))).Slug.ShouldBe("not_changeable");
        (await ChangeAsync(platform.InMadrid(), held, slot.Moved(90))).Status.ShouldBe(HttpStatusCode.NotFound);
        await player.CancelAsync(held);
        (await ChangeAsync(player, held, slot.Moved(90))).Slug.ShouldBe("not_changeable");
    }

    [Fact]
    public async Task Hard_case_12_staff_override_by_name_with_a_reason_and_never_into_another_booking()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-11-24", "17:00");
        var id = await ConfirmedAsync(player, slot);
        var neighbour = platform.InMadrid();
        await ConfirmedAsync(neighbour, slot.Moved(90), "Nia");
        (await ChangeAsync(player, id, slot.Moved(-30))).Slug.ShouldBe("change_too_late");

        var desk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        (await ChangeAsync(desk, id, slot.Moved(-15))).Slug.ShouldBe("malformed");
        var taken = await ChangeAsync(desk, id, slot.Moved(30), reason: "Rain on court 1");
        taken.Slug.ShouldBe("slot_taken");
        var moved = await ChangeAsync(desk, id, slot.Moved(-15), reason: "Rain on court 1");
        moved.Status.ShouldBe(HttpStatusCode.OK, moved.Body);

        var note = JsonNode.Parse(await platform.ScalarAsync<string>("madrid", $"select to_jsonb(h)::text from booking_history h where booking_id = '{id}' and act = 'moved_by_staff'"))!;
        ((string?)note["actor"]).ShouldBe("Diego Desk");
        ((string?)note["detail"]!["reason"]).ShouldBe("Rain on court 1");
        ((string?)note["detail"]!["overrides"]).ShouldBe("change_too_late");
        ((DateTimeOffset)note["detail"]!["from"]!["start"]!).ShouldBe(slot.Start);
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Fact]
    public async Task Hard_case_17_a_lower_price_is_passed_on_and_a_higher_one_asks_again()
    {
        var player = platform.InMadrid();
        var slot = await player.SlotAsync("2026-12-01", "12:00");
        var id = await ConfirmedAsync(player, slot);

        var dearer = await ChangeAsync(player, id, slot.Moved(6 * 60), price: slot.Price);
        dearer.Slug.ShouldBe("price_changed");
        ((long)dearer.Json["price"]!["amountMinor"]!).ShouldBe(6000);
        ((DateTimeOffset)(await player.SeeAsync(id)).Json["start"]!).ShouldBe(slot.Start);

        var cheaper = await ChangeAsync(player, id, slot.Moved(90), price: 9900);
        ((long)cheaper.Json["booking"]!["price"]!["amountMinor"]!).ShouldBe(3600);
    }

    internal static async Task<Guid> ConfirmedAsync(Player player, Slot slot, string name = "Gael")
    {
        var id = await player.HeldAsync(slot, name);
        (await player.ConfirmAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        return id;
    }

    private static Task<Answer> PreviewAsync(Player player, Guid id, Slot slot) => player.PostAsync($"/api/v1/bookings/{id}/change/preview", Body(slot, null, null));

    private static Task<Answer> ChangeAsync(Player player, Guid id, Slot slot, long? price = null, string? reason = null, string? key = null) =>
        player.PostAsync($"/api/v1/bookings/{id}/change", Body(slot, price, reason), key);

    private static object Body(Slot slot, long? price, string? reason) => new
    {
        courtId = slot.CourtId,
        start = slot.Start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        durationMinutes = slot.Minutes,
        quotedAmountMinor = price,
        reason,
    };
}
