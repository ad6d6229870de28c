using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Promos;

/// <summary>What a code takes off, whom it refuses and why, and when its use comes back.</summary>
public sealed class PromoTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_share_comes_off_the_court_and_the_price_can_be_made_again()
    {
        var codes = await Codes.OfAsync(platform);
        await codes.AddAsync(new { code = "quarter", percentBasisPoints = 2500 });
        var slot = await platform.InMadrid().SlotAsync("2026-11-26", "10:00");

        var (id, _, held) = await codes.HeldAsync(slot, " Quarter ");

        ((long)held["price"]!["amountMinor"]!).ShouldBe(slot.Price * 3 / 4);
        var line = held["priceLines"]!.AsArray().Single(line => (string)line!["kind"]! == "promo")!;
        ((string)line["name"]!, (long)line["amount"]!["amountMinor"]!).ShouldBe(("QUARTER", -slot.Price / 4));
        var again = await codes.Owner.Visitor.JsonAsync($"/api/v1/bookings/{id}/price");
        ((bool)again["equal"]!).ShouldBeTrue($"{again}");
        (await codes.UsesAsync("QUARTER")).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task An_amount_never_makes_a_price_negative()
    {
        var codes = await Codes.OfAsync(platform);
        await codes.AddAsync(new { code = "GIFT", amountMinor = 1_000_000 });
        var (_, _, held) = await codes.HeldAsync(await platform.InMadrid().SlotAsync("2026-11-27", "10:00"), "GIFT");
        ((long)held["price"]!["amountMinor"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Every_rule_is_refused_by_its_name_and_the_field()
    {
        var codes = await Codes.OfAsync(platform);
        var slot = await platform.InMadrid().SlotAsync("2026-11-28", "10:00");
        var other = (await platform.InMadrid().FreeAsync("2026-11-28")).First(one => one.CourtId != slot.CourtId).CourtId;
        await codes.AddAsync(new { code = "OVER", percentBasisPoints = 1000, lastDate = "2026-01-31" });
        await codes.AddAsync(new { code = "LATER", percentBasisPoints = 1000, firstDate = "2030-01-01" });
        await codes.AddAsync(new { code = "ELSEWHERE", percentBasisPoints = 1000, courtIds = new[] { other } });
        // The slot is on a Saturday.
        await codes.AddAsync(new { code = "MONDAYS", percentBasisPoints = 1000, weekdays = new[] { 1 } });
        await codes.AddAsync(new { code = "DEAR", percentBasisPoints = 1000, leastMinor = slot.Price + 1 });
        await codes.AddAsync(new { code = "STOPPED", percentBasisPoints = 1000, active = false });

        foreach (var (code, slug) in ((string, string)[])[("NEVER", "promo_unknown"), ("OVER", "promo_over"), ("LATER", "promo_not_yet"), ("ELSEWHERE", "promo_not_here"),
            ("MONDAYS", "promo_not_that_day"), ("DEAR", "promo_price_too_low"), ("STOPPED", "promo_over")])
        {
            var answer = await codes.HoldAsync(slot, code);
            (answer.Status, answer.Slug, answer.Json["errors"]?["promoCode"] is null).ShouldBe((HttpStatusCode.Conflict, slug, false), code);
        }
        // Nobody took the court meanwhile.
        (await codes.HoldAsync(slot, null)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task One_customer_uses_a_code_as_often_as_one_may()
    {
        var codes = await Codes.OfAsync(platform);
        await codes.AddAsync(new { code = "ONCE", percentBasisPoints = 1000, mostPerCustomer = 1 });
        var player = platform.InMadrid();
        await codes.HeldAsync(await player.SlotAsync("2026-11-24", "10:00"), "ONCE", "Ana");

        (await codes.HoldAsync(await player.SlotAsync("2026-11-25", "10:00"), "ONCE", "ANA")).Slug.ShouldBe("promo_used_by_you");
        (await codes.HoldAsync(await player.SlotAsync("2026-11-25", "10:00"), "ONCE", "Bea")).Status.ShouldBe(HttpStatusCode.Created);
        (await codes.UsesAsync("ONCE")).ShouldBe((2, 2, 2));
    }

    [Fact]
    public async Task A_use_comes_back_with_a_hold_given_up_and_a_free_cancellation_but_not_with_a_late_one()
    {
        var codes = await Codes.OfAsync(platform);
        await codes.AddAsync(new { code = "BACK", percentBasisPoints = 1000 });
        var player = platform.InMadrid();
        var (held, first, _) = await codes.HeldAsync(await player.SlotAsync("2026-11-29", "10:00"), "BACK");
        (await first.CancelAsync(held)).Status.ShouldBe(HttpStatusCode.OK);
        (await codes.UsesAsync("BACK")).ShouldBe((0, 0, 0));

        var (early, second, _) = await codes.HeldAsync(await player.SlotAsync("2026-11-29", "10:00"), "BACK");
        (await second.ConfirmAsync(early)).Status.ShouldBe(HttpStatusCode.OK);
        (await codes.UsesAsync("BACK")).ShouldBe((1, 1, 1));
        (await second.CancelAsync(early)).Status.ShouldBe(HttpStatusCode.OK);
        (await codes.UsesAsync("BACK")).ShouldBe((0, 0, 0));

        var (late, third, _) = await codes.HeldAsync(await player.SlotAsync("2026-11-29", "10:00"), "BACK");
        (await third.ConfirmAsync(late)).Status.ShouldBe(HttpStatusCode.OK);
        await platform.ExecuteAsync("madrid", $"update bookings set cancellation_tiers = '[]', terms = '{{}}' where id = '{late}'");
        (await third.CancelAsync(late)).Status.ShouldBe(HttpStatusCode.OK);
        (await codes.UsesAsync("BACK")).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task A_code_changed_by_its_owner_is_seen_at_once_and_two_owners_do_not_overwrite_each_other()
    {
        var codes = await Codes.OfAsync(platform);
        var seen = await codes.AddAsync(new { code = "CHANGED", percentBasisPoints = 5000 });
        (await codes.ChangeAsync(seen, new { code = "CHANGED", percentBasisPoints = 1000 })).Status.ShouldBe(HttpStatusCode.OK);
        (await codes.ChangeAsync(seen, new { code = "CHANGED", percentBasisPoints = 2000 })).Slug.ShouldBe("changed_meanwhile");
        // Who changed what stands in the audit log.
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from audit where content::text like '%promo.changed%{seen["id"]}%'")).ShouldBe(1);
        var twice = await Player.ReadAsync(await codes.Owner.Visitor.PostAsync("/api/v1/manage/promo-codes", new { code = "changed", percentBasisPoints = 2000 }));
        (twice.Slug, twice.Status).ShouldBe(("promo_code_taken", HttpStatusCode.Conflict));
        var wrong = await Player.ReadAsync(await codes.Owner.Visitor.PostAsync("/api/v1/manage/promo-codes", new { code = "X", percentBasisPoints = 2000, amountMinor = 100 }));
        (wrong.Json["errors"]!["code"] is null, wrong.Json["errors"]!["percentBasisPoints"] is null).ShouldBe((false, false));

        var (_, _, held) = await codes.HeldAsync(await platform.InMadrid().SlotAsync("2026-11-30", "10:00"), "CHANGED");
        held["priceLines"]!.AsArray().Single(line => (string)line!["kind"]! == "promo")!["basisPoints"]!.GetValue<int>().ShouldBe(-1000);
    }

    [Fact]
    public async Task Only_who_may_change_prices_sees_codes()
    {
        var player = await platform.InMadrid().SignInAsync("player@madrid.test");
        (await player.Visitor.GetAsync("/api/v1/manage/promo-codes")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await platform.Madrid().GetAsync("/api/v1/manage/promo-codes")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
