using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Payments;

namespace PadelSaaS.Tests.Notifications;

public sealed class MailOnceTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private readonly Checkout madrid = new(platform, "madrid");

    [Fact]
    public async Task Every_mail_is_sent_once_though_every_fact_is_delivered_twice()
    {
        var held = await madrid.PaidAsync("Ana", "ana@example.test");
        await madrid.CancelAsync(held);
        await platform.SettleAsync();
        (await platform.CountAsync("ana@example.test", "Booked")).ShouldBe(1);
        (await platform.CountAsync("ana@example.test", "Cancelled")).ShouldBe(1);
        (await platform.CountAsync("ana@example.test")).ShouldBe(3);

        // First as a courier that lost its place, then as one whose reactions remember nothing.
        await Cluster.ExecuteAsync(platform.Database, "delete from platform.cursors");
        await platform.SettleAsync();
        await Cluster.ExecuteAsync(platform.Database, "delete from platform.inbox; delete from platform.cursors");
        await platform.SettleAsync();
        (await platform.CountAsync("ana@example.test")).ShouldBe(3);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from notification_logs where recipient = 'ana@example.test' and status = 'sent'")).ShouldBe(3);
    }

    [Fact]
    public async Task A_confirmation_is_not_sent_once_its_cancellation_was_heard()
    {
        var held = await madrid.HoldAsync("Bea", "bea@example.test");
        await madrid.PayAtClubAsync(held);
        await madrid.CancelAsync(held);
        await platform.SettleAsync();
        (await platform.CountAsync("bea@example.test", "Booked")).ShouldBe(0);
        (await platform.CountAsync("bea@example.test", "Cancelled")).ShouldBe(1);
        (await platform.ScalarAsync<string>("madrid", "select error_message from notification_logs where recipient = 'bea@example.test' and status = 'skipped'")).ShouldBe("The booking is cancelled.");
    }

    [Fact]
    public async Task A_hold_given_up_at_the_checkout_is_nobodys_news()
    {
        var held = await madrid.HoldAsync("Cid", "cid@example.test");
        await madrid.CancelAsync(held);
        await platform.SettleAsync();
        (await platform.CountAsync("cid@example.test")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_paid_too_late_hears_that_the_court_is_gone_and_that_the_money_comes_back()
    {
        var held = await madrid.HoldAsync("Dan", "dan@example.test");
        await madrid.ChooseAsync(await madrid.PayByCardAsync(held), "late");
        platform.Clock.Advance(TimeSpan.FromMinutes(12) + TimeSpan.FromSeconds(1));
        await platform.SettleAsync();
        var other = new Checkout(platform, "madrid");
        await other.PayAtClubAsync(await other.HoldAsync("Eva", "eva@example.test", sameAs: held));
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await platform.SettleAsync();
        (await platform.CountAsync("dan@example.test", "Your court was gone")).ShouldBe(1);
        (await platform.CountAsync("dan@example.test", "€36.00 is on its way back")).ShouldBe(1);
        (await platform.CountAsync("dan@example.test")).ShouldBe(2);
    }
}
