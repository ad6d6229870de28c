using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Payments.Wallet;

namespace PadelSaaS.Tests.Payments.Memberships;

public sealed partial class MembershipTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private static readonly HttpStatusCode[] Fine = [HttpStatusCode.NoContent];

    [Fact]
    public async Task Who_pays_is_a_member_with_the_groups_prices_and_the_card_is_charged_again()
    {
        var (_, plan) = await PlanAsync("Silver", 3000, credit: 500);
        var ana = await Pocket.OfAsync(platform, "member@example.test");
        (await ana.Visitor.PostAsync("/api/v1/me/membership", new { planId = plan, priceMinor = 2000 })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await PayAsync(ana, await ana.Visitor.JsonAsync("/api/v1/me/membership", new { planId = plan, priceMinor = 3000 }));
        (await GroupAsync(ana)).ShouldBe(1);
        (await ana.BalanceAsync()).ShouldBe(500);
        (await PrepaidAsync(ana)).ShouldBe(-3000);
        (await (await ana.Visitor.PostAsync("/api/v1/me/membership", new { planId = plan })).SlugOf()).ShouldBe("member_already");

        var to = await EndAsync(ana);
        platform.Clock.Now = At(to.AddDays(-3), 7);
        await platform.SettleAsync();
        (await MailsAsync(ana, "membership_renews_soon")).ShouldBe(1);
        platform.Clock.Now = At(to, 7);
        await platform.SettleAsync();
        (await EndAsync(ana)).ShouldBeGreaterThan(to.AddDays(27));
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from membership_charges c join memberships m on m.id = c.membership_id where m.account_id = '{ana.Account}' and c.state = 'paid'")).ShouldBe(2);
        // The first period is over and earned, the second is owed.
        (await PrepaidAsync(ana)).ShouldBe(-3000);
        await ana.AgainAsync();
        (await ana.BalanceAsync()).ShouldBe(500);

        // The bell rings again for the same day: nothing is charged twice.
        await platform.ExecuteAsync("madrid", $"insert into timers (id, tenant_role, job, key, due_at) select gen_random_uuid(), current_schema(), 'renew-membership', id::text, now() - interval '10 years' from memberships where account_id = '{ana.Account}'");
        await platform.SettleAsync();
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from payments p join membership_charges c on c.id = p.purpose_id join memberships m on m.id = c.membership_id where m.account_id = '{ana.Account}'")).ShouldBe(2);
    }

    [Fact]
    public async Task A_card_that_fails_is_tried_after_1_3_and_7_days_and_then_the_membership_lapses()
    {
        var (_, plan) = await PlanAsync("Bronze", 2000);
        var ana = await Pocket.OfAsync(platform, "lapse@example.test");
        await PayAsync(ana, await ana.Visitor.JsonAsync("/api/v1/me/membership", new { planId = plan }));
        // The card is gone: from now on money is asked for.
        await platform.ExecuteAsync("madrid", $"update memberships set saved_method = null where account_id = '{ana.Account}'");
        var to = await EndAsync(ana);
        foreach (var (days, state, mails) in new[] { (0, "past_due", 1), (1, "past_due", 2), (3, "past_due", 3) })
        {
            platform.Clock.Now = At(to.AddDays(days), 7);
            await platform.SettleAsync();
            (await StateAsync(ana)).ShouldBe(state);
            (await MailsAsync(ana, "membership_payment_failed")).ShouldBe(mails);
            (await GroupAsync(ana)).ShouldBe(1, "benefits go on meanwhile");
        }
        platform.Clock.Now = At(to.AddDays(7), 7);
        await platform.SettleAsync();
        (await StateAsync(ana)).ShouldBe("ended");
        (await GroupAsync(ana)).ShouldBe(0);
        (await MailsAsync(ana, "membership_ended")).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_due_can_be_paid_with_another_card_and_the_period_counts_from_its_day()
    {
        var (_, plan) = await PlanAsync("Copper", 2000);
        var ana = await Pocket.OfAsync(platform, "late@example.test");
        await PayAsync(ana, await ana.Visitor.JsonAsync("/api/v1/me/membership", new { planId = plan }));
        await platform.ExecuteAsync("madrid", $"update memberships set saved_method = null where account_id = '{ana.Account}'");
        var to = await EndAsync(ana);
        platform.Clock.Now = At(to.AddDays(2), 7);
        await platform.SettleAsync();
        await ana.AgainAsync();
        await PayAsync(ana, await ana.Visitor.JsonAsync("/api/v1/me/membership/pay", new { }));
        (await StateAsync(ana)).ShouldBe("active");
        (await platform.ScalarAsync<DateTime>("madrid", $"select period_from::timestamp from memberships where account_id = '{ana.Account}'")).ShouldBe(to.ToDateTime(TimeOnly.MinValue));
        (await platform.ScalarAsync<bool>("madrid", $"select saved_method is not null from memberships where account_id = '{ana.Account}'")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_declined_first_payment_makes_nobody_a_member_and_two_at_once_make_one()
    {
        var (_, plan) = await PlanAsync("Zinc", 2500);
        var ana = await Pocket.OfAsync(platform, "twice@example.test");
        await PayAsync(ana, await ana.Visitor.JsonAsync("/api/v1/me/membership", new { planId = plan }), "decline");
        (await GroupAsync(ana)).ShouldBe(0);
        var first = await ana.Visitor.JsonAsync("/api/v1/me/membership", new { planId = plan });
        var second = await ana.Visitor.JsonAsync("/api/v1/me/membership", new { planId = plan });
        await PayAsync(ana, first);
        await PayAsync(ana, second);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from memberships where account_id = '{ana.Account}' and state = 'active'")).ShouldBe(1);
        (await platform.ScalarAsync<long>("madrid", $"select coalesce(sum(r.amount_minor), 0)::bigint from refunds r join payments p on p.id = r.payment_id join membership_charges c on c.id = p.purpose_id join memberships m on m.id = c.membership_id where m.account_id = '{ana.Account}' and r.state = 'settled'")).ShouldBe(2500);
    }

    [Fact]
    public async Task A_cancelled_membership_counts_to_its_last_day_and_is_not_charged_again()
    {
        var (_, plan) = await PlanAsync("Iron", 2000);
        var ana = await Pocket.OfAsync(platform, "cancel@example.test");
        await PayAsync(ana, await ana.Visitor.JsonAsync("/api/v1/me/membership", new { planId = plan }));
        await DoneAsync(ana, "cancel");
        await platform.SettleAsync();
        var to = await EndAsync(ana);
        platform.Clock.Now = At(to.AddDays(-1), 12);
        await platform.SettleAsync();
        (await GroupAsync(ana)).ShouldBe(1);
        platform.Clock.Now = At(to, 7);
        await platform.SettleAsync();
        (await StateAsync(ana)).ShouldBe("ended");
        (await GroupAsync(ana)).ShouldBe(0);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from payments p join membership_charges c on c.id = p.purpose_id join memberships m on m.id = c.membership_id where m.account_id = '{ana.Account}'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_rest_takes_the_benefits_for_its_days_and_moves_the_end()
    {
        var (_, plan) = await PlanAsync("Tin", 2000);
        var ana = await Pocket.OfAsync(platform, "rest@example.test");
        await PayAsync(ana, await ana.Visitor.JsonAsync("/api/v1/me/membership", new { planId = plan }));
        var (to, today) = (await EndAsync(ana), DateOnly.FromDateTime(platform.Clock.Now.Date));
        (await ana.Visitor.PostAsync("/api/v1/me/membership/freeze", new { from = today.AddDays(2), days = 3 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Fine.ShouldContain((await ana.Visitor.PostAsync("/api/v1/me/membership/freeze", new { from = today.AddDays(2), days = 10 })).StatusCode);
        (await EndAsync(ana)).ShouldBe(to.AddDays(10));
        platform.Clock.Now = At(today.AddDays(2), 8);
        await platform.SettleAsync();
        (await StateAsync(ana)).ShouldBe("frozen");
        (await GroupAsync(ana)).ShouldBe(0);
        platform.Clock.Now = At(today.AddDays(12), 8);
        await platform.SettleAsync();
        (await StateAsync(ana)).ShouldBe("active");
        (await GroupAsync(ana)).ShouldBe(1);
    }

    [Fact]
    public async Task A_better_plan_is_taken_at_once_for_the_difference()
    {
        var (_, plan) = await PlanAsync("Lead", 2000);
        var (_, better) = await PlanAsync("Gold", 6000);
        var ana = await Pocket.OfAsync(platform, "better@example.test");
        await PayAsync(ana, await ana.Visitor.JsonAsync("/api/v1/me/membership", new { planId = plan }));
        (await ana.Visitor.PostAsync("/api/v1/me/membership/plan", new { planId = plan, atOnce = true })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await PayAsync(ana, await ana.Visitor.JsonAsync("/api/v1/me/membership/plan", new { planId = better, atOnce = true }));
        var mine = await ana.Visitor.JsonAsync("/api/v1/me/membership");
        ((string)mine["plan"]!).ShouldBe("Gold");
        (await platform.ScalarAsync<long>("madrid", $"select c.amount_minor from membership_charges c join memberships m on m.id = c.membership_id where m.account_id = '{ana.Account}' and c.kind = 'change'")).ShouldBe(4000);
    }

    [Fact]
    public async Task A_new_price_needs_notice_or_leaves_members_theirs()
    {
        var (_, plan) = await PlanAsync("Nickel", 2000);
        var ana = await Pocket.OfAsync(platform, "price@example.test");
        await PayAsync(ana, await ana.Visitor.JsonAsync("/api/v1/me/membership", new { planId = plan }));
        var owner = await platform.AsAsync("owner@madrid.test");
        var today = DateOnly.FromDateTime(platform.Clock.Now.Date);
        var path = $"/api/v1/manage/membership-plans/{plan}/versions";
        (await owner.PostAsync(path, new { fromDay = today.AddDays(10), priceMinor = 2500 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Fine.ShouldContain((await owner.PostAsync(path, new { fromDay = today.AddDays(10), priceMinor = 2500, grandfather = true })).StatusCode);
        ((long)(await ana.Visitor.JsonAsync("/api/v1/me/membership"))["nextPrice"]!["amountMinor"]!).ShouldBe(2000);
        await platform.SettleAsync();
        (await MailsAsync(ana, "membership_price_changes")).ShouldBe(0, "who keeps their price has nothing to hear");
        Fine.ShouldContain((await owner.PostAsync(path, new { fromDay = today.AddDays(30), priceMinor = 3000 })).StatusCode);
        await platform.SettleAsync();
        (await MailsAsync(ana, "membership_price_changes")).ShouldBe(1);
        var begins = await EndAsync(ana) is var end && end >= today.AddDays(30) ? end : end.AddMonths(1);
        var told = await platform.ScalarAsync<string>("madrid", "select text from dev_mails where recipient = 'price@example.test' and text like '%30.00%'");
        told.ShouldContain(PadelSaaS.Ui.Text.TimeText.LongDay(begins, "en"));
        (await owner.PostAsync(path, new { fromDay = today.AddDays(29), priceMinor = 3000, grandfather = true })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((long)(await ana.Visitor.JsonAsync("/api/v1/me/membership"))["nextPrice"]!["amountMinor"]!).ShouldBe(await EndAsync(ana) >= today.AddDays(30) ? 3000 : 2000);
    }

    [Fact]
    public async Task Staff_give_and_end_a_membership_with_a_reason_and_the_club_next_door_cannot()
    {
        var (owner, plan) = await PlanAsync("Chrome", 2000);
        var ana = await Pocket.OfAsync(platform, "gift@example.test");
        var until = DateOnly.FromDateTime(platform.Clock.Now.Date).AddDays(40);
        (await owner.PostAsync("/api/v1/manage/memberships", new { accountId = ana.Account, planId = plan, until })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Fine.ShouldContain((await owner.PostAsync("/api/v1/manage/memberships", new { accountId = ana.Account, planId = plan, until, reason = "Coach" })).StatusCode);
        await platform.SettleAsync();
        (await GroupAsync(ana)).ShouldBe(1);
        var id = await platform.ScalarAsync<Guid>("madrid", $"select id from memberships where account_id = '{ana.Account}'");
        (await (await platform.AsAsync("owner@lahore.test")).PostAsync($"/api/v1/manage/memberships/{id}/end", new { reason = "x" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Fine.ShouldContain((await owner.PostAsync($"/api/v1/manage/memberships/{id}/end", new { reason = "Left the club" })).StatusCode);
        await platform.SettleAsync();
        (await GroupAsync(ana)).ShouldBe(0);
    }

    [Fact]
    public async Task The_pages_show_what_there_is_and_take_a_member_to_the_card()
    {
        await PlanAsync("Paper", 1500);
        var visitor = platform.Madrid();
        await visitor.RegisterAsync("pages@example.test");
        await visitor.SignInAsync("pages@example.test", People.Password);
        (await (await visitor.GetAsync("/membership")).Content.ReadAsStringAsync()).ShouldContain("Become a member");
        (await visitor.SubmitAsync("/membership", "/membership", new Dictionary<string, string> { ["do"] = "join" })).Headers.Location!.ToString().ShouldStartWith("/pay/card/");
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        (await (await owner.GetAsync("/manage/memberships")).Content.ReadAsStringAsync()).ShouldContain("Paper");
    }

    private async Task<(Visitor Owner, Guid Plan)> PlanAsync(string name, long price, long credit = 0)
    {
        await Pocket.OpenAsync(platform);
        var owner = await platform.AsAsync("owner@madrid.test");
        var key = (await owner.JsonAsync("/api/v1/manage/customer-groups"))["groups"]!.AsArray().Select(group => (string?)group!["key"]).FirstOrDefault()
            ?? (string)(await owner.JsonAsync("/api/v1/manage/customer-groups", new { names = new { en = "Members" }, discountBasisPoints = 1000 }))["key"]!;
        var plan = await owner.JsonAsync("/api/v1/manage/membership-plans", new { name, description = "", groupKey = key, priceMinor = price, months = 1, creditMinor = credit, active = true });
        return (owner, (Guid)plan["id"]!);
    }

    private async Task PayAsync(Pocket who, JsonNode started, string outcome = "pay")
    {
        await who.Visitor.JsonAsync($"/api/v1/dev/card/{((string)started["payAt"]!).Split('/')[^1]}", new { outcome });
        await platform.SettleAsync();
    }

    private async Task DoneAsync(Pocket who, string act) => Fine.ShouldContain((await who.Visitor.PostAsync($"/api/v1/me/membership/{act}", new { })).StatusCode);

    private Task<string> StateAsync(Pocket who) => platform.ScalarAsync<string>("madrid", $"select state from memberships where account_id = '{who.Account}' order by created_at desc limit 1");

    private async Task<DateOnly> EndAsync(Pocket who) => DateOnly.FromDateTime(await platform.ScalarAsync<DateTime>("madrid", $"select period_to::timestamp from memberships where account_id = '{who.Account}' and period_to is not null"));

    private Task<long> GroupAsync(Pocket who) => platform.ScalarAsync<long>("madrid",
        $"select count(*) from group_members g join customers c on c.id = g.customer_id where c.account_id = '{who.Account}' and (g.until is null or g.until >= '{platform.Clock.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}')");

    private Task<long> MailsAsync(Pocket who, string kind) => platform.ScalarAsync<long>("madrid", $"select count(*) from notification_logs where type = 'email' and user_id = '{who.Account}' and template = '{kind}'");

    private Task<long> PrepaidAsync(Pocket who) => platform.ScalarAsync<long>("madrid",
        $"select coalesce(sum(l.amount_minor), 0)::bigint from ledger_lines l join membership_charges c on c.id = l.holder join memberships m on m.id = c.membership_id where l.account = 'membership_prepaid' and m.account_id = '{who.Account}'");

    private static DateTimeOffset At(DateOnly day, int hour) => new(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.Zero);
}
