using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Payments;

namespace PadelSaaS.Tests.Notifications;

/// <summary>Of many mails at once a few leave, and the others go in one.</summary>
public sealed class DigestTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Busy = "busy@example.test";

    [Fact]
    public async Task A_burst_goes_in_one_mail_without_what_no_longer_fits()
    {
        await PutAsync(12);
        await platform.SettleAsync();
        // Six, and as many as were on their way beside the sixth.
        var sent = await platform.CountAsync(Busy);
        sent.ShouldBeInRange(6, 9);
        (await StatesAsync()).ShouldBe($"pending {12 - sent}, sent {sent}");

        // One of those that wait is of no use by then.
        await platform.ExecuteAsync("madrid", $"update notification_logs set send_before = '{platform.Clock.Now.AddMinutes(1):O}' where id = (select id from notification_logs where recipient = '{Busy}' and status = 'pending' order by id limit 1)");
        platform.Clock.Advance(TimeSpan.FromMinutes(16));
        await platform.SettleAsync();
        (await platform.CountAsync(Busy)).ShouldBe(sent + 1);
        (await platform.NewestMailAsync(Busy, "subject")).ShouldStartWith($"{11 - sent} messages from ");
        var text = await platform.NewestMailAsync(Busy, "text");
        System.Text.RegularExpressions.Regex.Count(text, "News number \\d").ShouldBe(2 * (int)(11 - sent), "subject and words of each");
        text.ShouldContain("Line one\nLine two");
        text.IndexOf("\n-- \n", StringComparison.Ordinal).ShouldBe(text.LastIndexOf("\n-- \n", StringComparison.Ordinal), "the line under every mail stands once");
        (await StatesAsync()).ShouldBe($"sent {sent + 1}, skipped {12 - sent}");
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from notification_logs where recipient = '{Busy}' and status = 'skipped' and error_message = 'Went out together with others.'")).ShouldBe(11 - sent);
        // Nothing rings or stands on the site once more for it.
        (await platform.ScalarAsync<long>("madrid", "select count(*) from notification_logs where template = 'digest' and type <> 'email'")).ShouldBe(0);

        // The next day it begins anew; one that waited alone goes alone.
        platform.Clock.Advance(TimeSpan.FromDays(1));
        await PutAsync(6, from: 20);
        await platform.SettleAsync();
        await PutAsync(1, from: 26);
        await platform.SettleAsync();
        (await platform.CountAsync(Busy, "News number 26")).ShouldBe(0);
        platform.Clock.Advance(TimeSpan.FromMinutes(16));
        await platform.SettleAsync();
        (await platform.CountAsync(Busy, "News number 26")).ShouldBe(1);
    }

    [Fact]
    public async Task Confirmations_with_a_calendar_file_never_wait()
    {
        foreach (var _ in Enumerable.Range(0, 9)) await new Checkout(platform, "madrid").PaidAsync("Many", "many@example.test");
        (await platform.CountAsync("many@example.test")).ShouldBe(9);
    }

    private Task PutAsync(int count, int from = 0) => platform.ExecuteAsync("madrid", $"""
        with written as (
          insert into notification_logs (id, type, template, recipient, recipient_name, subject, content, html, language, created_at, dedupe_key, status)
          select gen_random_uuid(), 'email', 'refund_settled', '{Busy}', 'Bea Busy', 'News number ' || n, E'News number ' || n || E'\n\nLine one\nLine two\n\n-- \nClub\n', '<p>x</p>', 'en', '{platform.Clock.Now:O}'::timestamptz + n * interval '1 second', 'digest-test:' || n, 'pending'
          from generate_series({from}, {from + count - 1}) n returning id, created_at)
        insert into timers (id, tenant_role, job, key, due_at) select gen_random_uuid(), current_schema(), 'send-message', id::text, '{platform.Clock.Now.AddMinutes(-1):O}' from written
        """);

    private Task<string> StatesAsync() => platform.ScalarAsync<string>("madrid", $"select string_agg(status || ' ' || many, ', ' order by status) from (select status, count(*) as many from notification_logs where recipient = '{Busy}' group by status) of_each");
}
