using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Payments;

namespace PadelSaaS.Tests.Notifications;

/// <summary>A platform whose mail server does not answer.</summary>
public sealed class DeadMailServer : PlatformFixture
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Mail:Smtp:Host"] = "127.0.0.1",
        ["Mail:Smtp:Port"] = "9",
        ["Mail:Smtp:From"] = "noreply@example.test",
    };
}

/// <summary>A platform whose mail server was forgotten half-way.</summary>
public sealed class HalfConfiguredMail : PlatformFixture
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Mail:Smtp:Host"] = "127.0.0.1" };
}

public sealed class DeadMailServerTests(DeadMailServer platform) : IClassFixture<DeadMailServer>
{
    [Fact]
    public async Task A_mail_is_tried_eight_times_with_growing_pauses_and_then_said_to_have_failed()
    {
        await new Checkout(platform, "madrid").PaidAsync("Ana", "ana@example.test");
        var attempts = new List<int>();
        for (var minute = 0; minute < 70; minute++)
        {
            attempts.Add(await platform.ScalarAsync<int>("madrid", "select attempts from notification_logs where recipient = 'ana@example.test'"));
            platform.Clock.Advance(TimeSpan.FromMinutes(1));
            await platform.SettleAsync();
        }
        attempts[0].ShouldBe(1);
        attempts[^1].ShouldBe(8);
        (await platform.ScalarAsync<string>("madrid", "select status from notification_logs where recipient = 'ana@example.test'")).ShouldBe("failed");
        (await ToldAsync("NOTIFICATION_FAILED")).ShouldBe(1);
        (await ToldAsync("NOTIFICATION_DELIVERED")).ShouldBe(0);
    }

    private Task<long> ToldAsync(string eventType) => platform.ScalarAsync<long>(
        "madrid", $"select count(*) from outbox o join notification_logs l on l.id = o.aggregate where event_type = '{eventType}' and recipient = 'ana@example.test'");
}

public sealed class HalfConfiguredMailTests(HalfConfiguredMail platform) : IClassFixture<HalfConfiguredMail>
{
    [Fact]
    public async Task A_mail_that_cannot_leave_waits_and_says_for_what()
    {
        await new Checkout(platform, "madrid").PaidAsync("Ana", "ana@example.test");
        platform.Clock.Advance(TimeSpan.FromHours(2));
        await platform.SettleAsync();
        (await platform.ScalarAsync<string>("madrid", "select status || attempts || error_message from notification_logs where recipient = 'ana@example.test'"))
            .ShouldBe("pending0Mail:Smtp:From is not set: mails need a sender's address.");
    }
}
