using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

/// <summary>Hard case 13: a double click, a lost answer, a retry.</summary>
public sealed class IdempotencyTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task The_same_key_and_body_get_the_first_answer_byte_for_byte()
    {
        var slot = await platform.InMadrid().SlotAsync("2026-11-25", "09:00");
        var first = await platform.InMadrid().HoldAsync(slot, "first");
        var second = await platform.InMadrid().HoldAsync(slot, "first");

        first.Status.ShouldBe(HttpStatusCode.Created);
        second.ShouldBe(first);
        (await StandingAsync(slot)).ShouldBe(1);
    }

    [Fact]
    public async Task Twenty_at_once_with_one_key_make_one_booking_and_get_one_answer()
    {
        for (var round = 0; round < 5; round++)
        {
            var slot = await platform.InMadrid().SlotAsync($"2026-12-0{1 + round}", "10:30");
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => platform.InMadrid().HoldAsync(slot, $"twenty-{round}")));

            answers.Distinct().ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.Created);
            (await StandingAsync(slot)).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_refusal_is_remembered_as_well()
    {
        var slot = await platform.InMadrid().SlotAsync("2026-11-25", "12:00");
        var winner = platform.InMadrid();
        var id = await winner.HeldAsync(slot);
        var refused = await platform.InMadrid().HoldAsync(slot, "refused");
        refused.Slug.ShouldBe("slot_taken");
        await winner.CancelAsync(id);

        (await platform.InMadrid().HoldAsync(slot, "refused")).ShouldBe(refused);
        (await StandingAsync(slot)).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var slot = await platform.InMadrid().SlotAsync("2026-11-25", "13:30", court: 1);
        (await platform.InMadrid().HoldAsync(slot, "other-body")).Status.ShouldBe(HttpStatusCode.Created);

        var other = await platform.InMadrid().HoldAsync(slot.Moved(90), "other-body");

        other.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        other.Slug.ShouldBe("idempotency_key_reused");
        (await StandingAsync(slot.Moved(90))).ShouldBe(0);
    }

    [Fact]
    public async Task Two_bodies_that_race_under_one_key_make_one_booking()
    {
        for (var round = 0; round < 10; round++)
        {
            var pair = (await platform.InMadrid().FreeAsync($"2026-12-0{1 + (round % 5)}")).GroupBy(free => free.Start).Last(same => same.Count() > 1).ToList();
            var (slot, other) = (pair[0], pair[1]);
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(at => platform.InMadrid().HoldAsync(at % 2 == 0 ? slot : other, $"race-{round}")));

            answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(3);
            answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Slug == "idempotency_key_reused");
            (await StandingAsync(slot) + await StandingAsync(other)).ShouldBe(1);
        }
    }

    [Fact]
    public async Task The_key_of_another_caller_or_club_does_not_collide()
    {
        var slot = await platform.InMadrid().SlotAsync("2026-11-25", "15:00");
        (await platform.InMadrid().HoldAsync(slot, "shared")).Status.ShouldBe(HttpStatusCode.Created);

        var player = await platform.InMadrid().SignInAsync("player@madrid.test");
        (await player.HoldAsync(slot.Moved(90), "shared")).Status.ShouldBe(HttpStatusCode.Created);
        var desk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        (await desk.HoldAsync(slot.Moved(180), "shared")).Status.ShouldBe(HttpStatusCode.Created);
        var lahore = await platform.InLahore().HoldAsync(await platform.InLahore().SlotAsync("2026-11-25", "16:00"), "shared");
        lahore.Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Confirming_and_cancelling_repeat_their_first_answer()
    {
        var player = platform.InMadrid();
        var id = await player.HeldAsync(await player.SlotAsync("2026-11-26", "09:00"));
        var confirmed = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => player.ConfirmAsync(id, "at_club", "confirm")));
        confirmed.Distinct().ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.OK);
        (await player.ConfirmAsync(id, "dev", "confirm")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var cancelled = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => player.CancelAsync(id, "cancel")));
        cancelled.Distinct().ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.OK);
        (await player.ConfirmAsync(id, "at_club", "confirm")).ShouldBe(confirmed[0]);
        (await player.CancelAsync(id, "cancel", "another reason")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await platform.FactsAsync("BOOKING_CONFIRMED", id)).ShouldBe(1);
        (await platform.FactsAsync("BOOKING_CANCELLED", id)).ShouldBe(1);
    }

    [Fact]
    public async Task A_first_answer_is_given_to_nobody_who_cannot_open_the_booking()
    {
        var player = platform.InMadrid();
        var id = await player.HeldAsync(await player.SlotAsync("2026-11-26", "10:30"));
        (await player.ConfirmAsync(id, "at_club", "mine")).Status.ShouldBe(HttpStatusCode.OK);

        var stranger = platform.InMadrid();
        (await stranger.ConfirmAsync(id, "at_club", "mine")).Status.ShouldBe(HttpStatusCode.NotFound);
        stranger.Visitor.Headers["X-Booking-Key"] = "not-the-key";
        (await stranger.ConfirmAsync(id, "at_club", "mine")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_key_has_at_most_255_characters()
    {
        var slot = await platform.InMadrid().SlotAsync("2026-11-26", "12:00");
        var tooLong = await platform.InMadrid().HoldAsync(slot, new string('k', 256));
        tooLong.Status.ShouldBe(HttpStatusCode.BadRequest);
        tooLong.Json["errors"]!["Idempotency-Key"].ShouldNotBeNull();
        (await platform.InMadrid().HoldAsync(slot, new string('k', 255))).Status.ShouldBe(HttpStatusCode.Created);
    }

    private Task<long> StandingAsync(Slot slot) => platform.ScalarAsync<long>("madrid",
        $"select count(*) from bookings where court_id = '{slot.CourtId}' and starts_at = '{slot.Start:O}' and status not in ('cancelled', 'expired')");
}
