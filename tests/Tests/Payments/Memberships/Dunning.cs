using PadelSaaS.Tests.Payments.Wallet;

namespace PadelSaaS.Tests.Payments.Memberships;

/// <summary>What becomes of a member whose kept card is declined.</summary>
public sealed partial class MembershipTests
{
    [Fact]
    public async Task A_kept_card_that_is_declined_is_charged_again_after_1_3_and_7_days_until_it_works_or_the_membership_lapses()
    {
        var (_, plan) = await PlanAsync("Cobalt", 2000);
        Pocket[] both = [await Pocket.OfAsync(platform, "recovers@example.test"), await Pocket.OfAsync(platform, "never@example.test")];
        foreach (var one in both) await PayAsync(one, await one.Visitor.JsonAsync("/api/v1/me/membership", new { planId = plan }));
        await WeakAsync(true, both);
        var to = await EndAsync(both[0]);
        foreach (var (days, times) in new[] { (0, 1), (1, 2), (3, 3) })
        {
            platform.Clock.Now = At(to.AddDays(days), 7);
            await platform.SettleAsync();
            foreach (var one in both)
            {
                (await StateAsync(one)).ShouldBe("past_due");
                (await MailsAsync(one, "membership_payment_failed")).ShouldBe(times);
                (await AttemptsAsync(one)).ShouldBe($"declined {times}, settled 1");
                (await GroupAsync(one)).ShouldBe(1, "benefits go on meanwhile");
            }
        }
        await WeakAsync(false, both[0]);
        platform.Clock.Now = At(to.AddDays(7), 7);
        await platform.SettleAsync();
        (await StateAsync(both[0])).ShouldBe("active");
        (await AttemptsAsync(both[0])).ShouldBe("declined 3, settled 2");
        (await EndAsync(both[0])).ShouldBeGreaterThan(to.AddDays(27));
        (await StateAsync(both[1])).ShouldBe("ended");
        (await AttemptsAsync(both[1])).ShouldBe("declined 4, settled 1");
        (await GroupAsync(both[1])).ShouldBe(0);
        (await MailsAsync(both[1], "membership_ended")).ShouldBe(1);
    }

    // What the bank says from now on whenever a kept card is charged.
    private async Task WeakAsync(bool weak, params Pocket[] of)
    {
        foreach (var one in of) await platform.ExecuteAsync("madrid", $"update platform.dev_card_payments set is_weak = {weak} where method = (select saved_method from memberships where account_id = '{one.Account}')");
    }

    private Task<string> AttemptsAsync(Pocket who) => platform.ScalarAsync<string>("madrid", $"""
        select string_agg(said || ' ' || times, ', ' order by said) from (
          select case when p.state = 'settled' then 'settled' else p.failure_reason end as said, count(*) as times from payments p join membership_charges c on c.id = p.purpose_id join memberships m on m.id = c.membership_id
          where m.account_id = '{who.Account}' group by 1) as told
        """);
}
