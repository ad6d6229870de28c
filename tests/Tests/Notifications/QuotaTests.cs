using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Payments;

namespace PadelSaaS.Tests.Notifications;

/// <summary>A club that has used up its day: telephones ring no more, mail waits for the next day, what opens an account leaves.</summary>
public sealed class QuotaTests(QuotaTests.Fixture platform) : IClassFixture<QuotaTests.Fixture>
{
    public sealed class Fixture : PlatformFixture
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Messages:PerDay:Email"] = "2", ["Messages:PerDay:Sms"] = "50", ["Messages:PerDay:Clubs:madrid:Sms"] = "1" };
    }

    [Fact]
    public async Task What_goes_beyond_a_clubs_day_waits_or_is_left_out_and_others_are_not_concerned()
    {
        // Those who came with the club were welcomed.
        await platform.SettleAsync();
        foreach (var slug in new[] { "madrid", "lahore" }) await platform.ExecuteAsync(slug, "delete from message_counts; insert into message_settings (on_by_default) values ('{bookings:sms}') on conflict do nothing");
        foreach (var (email, phone) in new[] { ("q1@example.test", "+34 600 111 001"), ("q2@example.test", "+34 600 111 002"), ("q3@example.test", "+34 600 111 003") })
            await new Checkout(platform, "madrid").PaidAsync("Quim", email, "en", phone);
        (await StatusAsync("madrid", "q1@example.test")).ShouldBe("email sent, sms sent");
        (await StatusAsync("madrid", "q2@example.test")).ShouldBe("email sent, sms skipped");
        (await StatusAsync("madrid", "q3@example.test")).ShouldBe("email pending, sms skipped");
        foreach (var (email, phone) in new[] { ("l1@example.test", "0300 1111001"), ("l2@example.test", "0300 1111002") }) await new Checkout(platform, "lahore").PaidAsync("Laila", email, "en", phone);
        (await StatusAsync("lahore", "l2@example.test")).ShouldBe("email sent, sms sent");

        // A new account is let in all the same.
        await platform.Madrid().RegisterAsync("newcomer@example.test");
        await platform.SettleAsync();
        (await platform.ScalarAsync<long>("madrid", "select count(*) from notification_logs where recipient = 'newcomer@example.test' and status = 'pending'")).ShouldBe(0);

        var desk = await platform.AsAsync("desk@madrid.test");
        var today = (await desk.JsonAsync("/api/v1/manage/messages/log"))["today"]!.AsArray();
        JsonNode Of(string channel) => today.Single(use => (string)use!["channel"]! == channel)!;
        ((int)Of("sms")["sent"]!, (int)Of("sms")["most"]!, (int)Of("email")["most"]!).ShouldBe((1, 1, 2));

        // Midnight in Madrid, and not elsewhere.
        var now = platform.Clock.Now;
        platform.Clock.Now = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(22.9);
        await platform.SettleAsync();
        (await StatusAsync("madrid", "q3@example.test")).ShouldBe("email pending, sms skipped");
        platform.Clock.Now = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(23.1);
        await platform.SettleAsync();
        (await StatusAsync("madrid", "q3@example.test")).ShouldBe("email sent, sms skipped");
    }

    private Task<string> StatusAsync(string slug, string reader) => platform.ScalarAsync<string>(slug,
        $"select string_agg(type || ' ' || status, ', ' order by type) from notification_logs where coalesce(reader_address, recipient) = '{reader}' and template = 'booking_confirmed' and type <> 'in_app'");
}
