using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Promos;

/// <summary>Hard case 22: a use of a code is spent by one conditional update, whoever asks at the same moment and however a hold ends.</summary>
public sealed class PromoRaceTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Of_twenty_who_want_the_last_five_uses_exactly_five_get_one()
    {
        var codes = await Codes.OfAsync(platform);
        await codes.AddAsync(new { code = "FIVE", percentBasisPoints = 1000, mostUses = 5 });
        var slots = Apart(await platform.InMadrid().FreeAsync("2026-11-26")).Take(20).ToList();
        slots.Count.ShouldBe(20);

        var answers = await Task.WhenAll(slots.Select((slot, at) => codes.HoldAsync(slot, "FIVE", $"Guest{at}")));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(5);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Slug == "promo_used_up");
        (await codes.UsesAsync("FIVE")).ShouldBe((5, 5, 5));
    }

    [Fact]
    public async Task One_customer_with_many_windows_uses_it_once()
    {
        var codes = await Codes.OfAsync(platform);
        await codes.AddAsync(new { code = "MINE", percentBasisPoints = 1000, mostPerCustomer = 1 });
        var slots = Apart(await platform.InMadrid().FreeAsync("2026-11-27")).Take(8).ToList();

        var answers = await Task.WhenAll(slots.Select(slot => codes.HoldAsync(slot, "MINE", "Gael")));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Slug == "promo_used_by_you");
        (await codes.UsesAsync("MINE")).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task Of_many_who_want_one_court_with_a_code_one_use_is_spent()
    {
        var codes = await Codes.OfAsync(platform);
        await codes.AddAsync(new { code = "COURT", percentBasisPoints = 1000, mostUses = 3 });
        var slot = await platform.InMadrid().SlotAsync("2026-11-28", "12:00");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(at => codes.HoldAsync(slot, "COURT", $"Rival{at}")));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Slug == "slot_taken");
        (await codes.UsesAsync("COURT")).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task The_last_use_of_a_dead_hold_is_somebody_elses_before_any_timer_rings()
    {
        var codes = await Codes.OfAsync(platform);
        await codes.AddAsync(new { code = "LAST", percentBasisPoints = 1000, mostUses = 1 });
        var slots = Apart(await platform.InMadrid().FreeAsync("2026-11-29")).Take(6).ToList();
        var (dead, _, _) = await codes.HeldAsync(slots[0], "LAST", "Slow");
        (await codes.HoldAsync(slots[1], "LAST", "Early")).Slug.ShouldBe("promo_used_up");
        await DieAsync(dead);

        // The timer of the hold and four who want its use, all at once; one of them wants its court, too.
        var timer = platform.SettleAsync();
        var answers = await Task.WhenAll(new[] { slots[0], slots[2], slots[3], slots[4] }.Select((slot, at) => codes.HoldAsync(slot, "LAST", $"Quick{at}")));
        await timer;
        await platform.SettleAsync();

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Slug == "promo_used_up");
        (await codes.UsesAsync("LAST")).ShouldBe((1, 1, 1));
        (await platform.ScalarAsync<string>("madrid", $"select status from bookings where id = '{dead}'")).ShouldBe("expired");
        (await platform.FactsAsync("BOOKING_EXPIRED", dead)).ShouldBe(1);
    }

    [Fact]
    public async Task A_hold_ended_by_somebody_who_wants_its_court_gives_its_use_back()
    {
        var codes = await Codes.OfAsync(platform);
        await codes.AddAsync(new { code = "GONE", percentBasisPoints = 1000, mostUses = 9 });
        var slot = await platform.InMadrid().SlotAsync("2026-11-30", "12:00");
        var (dead, _, _) = await codes.HeldAsync(slot, "GONE", "Slow");
        await DieAsync(dead);

        (await codes.HoldAsync(slot, null, "Quick")).Status.ShouldBe(HttpStatusCode.Created);
        (await codes.UsesAsync("GONE")).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Money_that_comes_after_the_hold_died_keeps_the_price_and_counts_the_use_again()
    {
        var codes = await Codes.OfAsync(platform);
        await codes.AddAsync(new { code = "PAID", percentBasisPoints = 1000, mostUses = 1 });
        var slot = await platform.InMadrid().SlotAsync("2026-12-01", "12:00");
        var (id, guest, json) = await codes.HeldAsync(slot, "PAID", "Slow");
        var pay = await guest.ConfirmAsync(id, "dev");
        var card = ((string)pay.Json["payAt"]!).Split('/')[^1];
        await guest.Visitor.JsonAsync($"/api/v1/dev/card/{card}", new { outcome = "late" });
        platform.Clock.Advance(TimeSpan.FromMinutes(30));
        await platform.SettleAsync();

        (await guest.StatusAsync(id)).ShouldBe("confirmed");
        (await platform.ScalarAsync<long>("madrid", $"select paid_minor from bookings where id = '{id}'")).ShouldBe((long)json["price"]!["amountMinor"]!);
        (await codes.UsesAsync("PAID")).ShouldBe((1, 1, 1));
    }

    private Task DieAsync(Guid hold) => platform.ExecuteAsync("madrid",
        $"update bookings set hold_expires_at = '{platform.Clock.Now.AddSeconds(-1):O}' where id = '{hold}'; update platform.timers set due_at = '{platform.Clock.Now.AddSeconds(-1):O}' where key = '{hold}'");

    // Times that do not meet: every court's slots, none of which touches the one before.
    private static IEnumerable<Slot> Apart(IEnumerable<Slot> free)
    {
        foreach (var court in free.GroupBy(slot => slot.CourtId))
        {
            var until = DateTimeOffset.MinValue;
            foreach (var slot in court.OrderBy(slot => slot.Start))
            {
                if (slot.Start < until) continue;
                until = slot.End;
                yield return slot;
            }
        }
    }
}
