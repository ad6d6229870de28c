using System.Net;
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

    [Fact]
    public async Task One_tap_in_a_mail_program_ends_reminders_without_signing_in_and_nothing_else()
    {
        var held = await madrid.PaidAsync("Uma", "uma@example.test", "en");
        platform.Clock.Now = held.Start.AddHours(-24);
        await platform.SettleAsync();
        (await platform.CountAsync("uma@example.test", "Reminder: ")).ShouldBe(1);
        var address = new Uri((await platform.NewestMailAsync("uma@example.test", "headers->>'List-Unsubscribe'")).Trim('<', '>')).PathAndQuery;
        (await platform.NewestMailAsync("uma@example.test", "headers->>'List-Unsubscribe-Post'")).ShouldBe("List-Unsubscribe=One-Click");

        // Programs that look at links for danger open them: nothing ends by looking.
        var program = platform.Madrid();
        (await (await program.GetAsync(address)).Content.ReadAsStringAsync()).ShouldContain("Send no more of these");
        (await SaidAsync()).ShouldBe("");
        (await program.PostFormAsync(address[..^3] + "abc", OneClick)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Lahore().PostFormAsync(address, OneClick)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        for (var twice = 0; twice < 2; twice++) (await (await program.PostFormAsync(address, OneClick)).Content.ReadAsStringAsync()).ShouldContain("u***@example.test gets no more mails about this.");
        (await SaidAsync()).ShouldBe("reminders email false one_click");

        platform.Clock.Now = held.Start.AddHours(-2);
        await platform.SettleAsync();
        (await platform.CountAsync("uma@example.test", "Reminder: ")).ShouldBe(1);
        (await platform.ScalarAsync<string>("madrid", "select error_message from notification_logs where recipient = 'uma@example.test' and status = 'skipped'")).ShouldBe("The reader does not want this here.");

        Task<string> SaidAsync() => platform.ScalarAsync<string>("madrid",
            "select coalesce(string_agg(topic || ' ' || channel || ' ' || given::text || ' ' || source, ', ' order by id), '') from message_consents where reader = 'uma@example.test'");
    }

    [Fact]
    public async Task A_guest_chooses_by_the_link_below_a_mail_and_hears_only_what_they_chose()
    {
        var held = await madrid.PaidAsync("Vic", "vic@example.test", "en");
        var text = await platform.NewestMailAsync("vic@example.test", "text");
        var address = text[text.IndexOf("/messages/choose/", StringComparison.Ordinal)..].Trim();
        var guest = platform.Madrid();
        (await guest.GetAsync(address[..^3] + "abc")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await guest.SubmitAsync(address, address.Split('?')[0], new Dictionary<string, string> { ["bookings"] = "", ["offers"] = "" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await platform.ScalarAsync<string>("madrid", "select string_agg(topic || ' ' || channel || ' ' || given::text, ', ' order by topic) from message_consents where reader = 'vic@example.test'"))
            .ShouldBe("bookings email false, offers email false");

        await madrid.CancelAsync(held);
        await platform.SettleAsync();
        (await platform.CountAsync("vic@example.test", "Cancelled")).ShouldBe(0);
        (await platform.CountAsync("vic@example.test", "€36.00 is on its way back")).ShouldBe(1);
        (await guest.GetAsync("/me/notifications")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await guest.GetAsync("/api/v1/me/notifications")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static readonly Dictionary<string, string> OneClick = new() { ["List-Unsubscribe"] = "One-Click" };
}
