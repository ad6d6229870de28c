using PadelSaaS.Tests.Booking.Limits;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications;
using PadelSaaS.Tests.Payments.Shares;

namespace PadelSaaS.Tests.Payments;

/// <summary>What is kept of a booking given up late goes back when others play at its time.</summary>
public sealed class ResaleTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private readonly Checkout madrid = new(platform, "madrid");

    [Fact]
    public async Task Who_gave_a_court_back_late_gets_the_rest_once_when_others_play_on_it()
    {
        await AgreeAsync(resale: true);
        var held = await LateAsync("late@example.test");
        (await madrid.GivenBackAsync(held)).ShouldBe(held.PriceMinor / 2);
        (await platform.NewestMailAsync("late@example.test", "subject")).ShouldNotContain("Others play");

        // Taken and given back again in time: nobody plays yet.
        var fickle = new Checkout(platform, "madrid");
        var taken = await fickle.HoldAsync("Fickle", "fickle@example.test", sameAs: held);
        await fickle.PayAtClubAsync(taken);
        await fickle.CancelAsync(taken);
        var others = new Checkout(platform, "madrid");
        await others.PayAtClubAsync(await others.HoldAsync("Otto", "otto@example.test", sameAs: held));
        await platform.SettleAsync();
        (await madrid.GivenBackAsync(held)).ShouldBe(held.PriceMinor / 2);

        platform.Clock.Now = held.Start.AddMinutes(1);
        await platform.SettleAsync();
        (await madrid.GivenBackAsync(held)).ShouldBe(held.PriceMinor);
        (await madrid.ToldAsync(held, "BOOKING_RESOLD")).ShouldBe(1);
        (await platform.ScalarAsync<string>("madrid", "select string_agg(subject, '|' order by id) from dev_mails where recipient = 'late@example.test'")).ShouldContain("Others play at your time: €18.00 comes back");
        (await platform.ScalarAsync<long>("madrid", $"select coalesce(sum(l.amount_minor), 0)::bigint from ledger_lines l join ledger_entries e on e.id = l.entry_id where e.booking_id = '{held.BookingId}' and l.account = 'receivable'")).ShouldBe(0);

        // Heard again after a crash, it owes nothing more.
        await platform.ExecuteAsync("madrid", $"insert into timers (id, tenant_role, job, key, due_at) select gen_random_uuid(), current_schema(), 'resell-booking', '{held.BookingId} {held.PriceMinor / 2} origin', now() - interval '10 years'");
        await platform.SettleAsync();
        (await madrid.GivenBackAsync(held)).ShouldBe(held.PriceMinor);
    }

    [Fact]
    public async Task Nothing_more_goes_back_where_nobody_plays_all_of_the_time_or_it_was_not_agreed()
    {
        await AgreeAsync(resale: true);
        var (first, second, third) = (new Checkout(platform, "madrid"), new Checkout(platform, "madrid"), new Checkout(platform, "madrid"));
        var (empty, short_) = (await first.PaidAsync("Late", "empty@example.test"), await second.PaidAsync("Late", "short@example.test"));
        await AgreeAsync(resale: false);
        var strict = await third.PaidAsync("Late", "strict@example.test");
        await AgreeAsync(resale: true);
        foreach (var (player, held) in new[] { (first, empty), (second, short_), (third, strict) }) await player.CancelAsync(held);
        await platform.SettleAsync();
        var others = new Checkout(platform, "madrid");
        await others.PayAtClubAsync(await others.HoldAsync("Otto", "otto2@example.test", sameAs: strict));
        var hour = new Checkout(platform, "madrid");
        await hour.PayAtClubAsync(await hour.HoldAsync("Hour", "hour@example.test", sameAs: short_, minutes: 60));
        platform.Clock.Now = new[] { empty, short_, strict }.Max(held => held.Start).AddMinutes(1);
        await platform.SettleAsync();
        foreach (var held in new[] { empty, short_, strict }) (await madrid.GivenBackAsync(held)).ShouldBe(held.PriceMinor / 2);
    }

    [Fact]
    public async Task Of_a_shared_price_each_gets_back_what_was_kept_of_theirs()
    {
        await AgreeAsync(resale: true);
        var players = new SplitCheckout(platform);
        var split = await players.SecuredAsync();
        await players.PaidAsync(split, 1, 2, 3);
        await players.ToDeadlineAsync(split);
        (await players.TakenAsync(split)).ShouldBe(4000);
        (await players.As(split.Key).PostAsync($"/api/v1/bookings/{split.Id}/cancel", new { })).EnsureSuccessStatusCode();
        await platform.SettleAsync();
        (await players.TakenAsync(split)).ShouldBe(2000);

        var court = await platform.ScalarAsync<Guid>("madrid", $"select court_id from bookings where id = '{split.Id}'");
        var others = new Checkout(platform, "madrid");
        await others.PayAtClubAsync(await others.HoldAsync("Otto", "otto3@example.test", sameAs: new Held(split.Id, $"{court}", split.Start, split.Start.AddHours(1), 4000), minutes: 60));
        platform.Clock.Now = split.Start.AddMinutes(1);
        await platform.SettleAsync();
        (await players.TakenAsync(split)).ShouldBe(0);
        (await platform.ScalarAsync<string>("madrid", $"select string_agg(refunded_minor::text, ' ') from payments where booking_id = '{split.Id}' and settled_at is not null")).ShouldBe("1000 1000 1000 1000");
        (await players.BalanceAsync(split, "receivable"), await players.BalanceAsync(split, "sales")).ShouldBe((0, 0));
        foreach (var friend in new[] { "ana", "bea", "cris" })
            (await platform.ScalarAsync<long>("madrid", $"select count(*) from dev_mails where recipient = '{friend}@example.test' and subject like 'Your share comes back%'")).ShouldBe(2, friend);
    }

    private Task AgreeAsync(bool resale) => platform.AgreeAsync(resale ? """{ "resale": true }""" : "{}", rules =>
        rules["cancellation"] = System.Text.Json.Nodes.JsonNode.Parse("""[{ "minHours": 240, "refundBps": 10000 }, { "minHours": 0, "refundBps": 5000 }]"""));

    private async Task<Held> LateAsync(string email)
    {
        var player = new Checkout(platform, "madrid");
        var held = await player.PaidAsync("Late", email);
        await player.CancelAsync(held);
        await platform.SettleAsync();
        return held;
    }
}
