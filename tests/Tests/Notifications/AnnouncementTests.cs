using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Notifications.Webhooks;

namespace PadelSaaS.Tests.Notifications;

/// <summary>What a club tells many at once: on the same platform, because each costs a second and a half.</summary>
public sealed partial class MailWordsTests
{
    private const string Announced = "/api/v1/manage/announcements";

    [Fact]
    public async Task An_announcement_reaches_who_agreed_and_is_in_its_segment_waits_for_the_morning_and_ends_by_one_click()
    {
        var owner = await platform.OwnerAsync();
        await platform.ExecuteAsync("madrid", """
            insert into customers (id, name, email, language, tags, marketing_consent_at, blocked_at, blocked_reason, searched, created_at, updated_at) values
              (gen_random_uuid(), 'Yes One', 'yes1@news.test', 'es', '{night}', now(), null, null, '', now(), now()), (gen_random_uuid(), 'Yes Two', 'Yes2@news.test', 'en', '{night}', now(), null, null, '', now(), now()),
              (gen_random_uuid(), 'No Consent', 'no@news.test', 'es', '{night}', null, null, null, '', now(), now()), (gen_random_uuid(), 'Other Tag', 'other@news.test', 'es', '{day}', now(), null, null, '', now(), now()),
              (gen_random_uuid(), 'Blocked', 'blocked@news.test', 'es', '{night}', now(), now(), 'owes', '', now(), now())
            """);
        var words = new { subject = "Noche de pádel", body = "{{#name}}Hola {{name}},{{/name}}\n\n<b>Ven</b> el viernes.", language = "es", tags = new[] { "night" } };
        foreach (var (input, field) in ((object, string)[])[(new { words.subject, body = "{{price}}", words.language }, "body"), (new { subject = "", words.body, words.language }, "subject"),
            (new { words.subject, words.body, language = "ur" }, "language"), (new { words.subject, words.body, words.language, groups = new[] { "nope" } }, "groups"), (new { words.subject, words.body, words.language, playedDays = 0 }, "playedDays"),
            (new { words.subject, words.body, words.language, sendAt = platform.Clock.Now.AddDays(-1) }, "sendAt")])
            JsonNode.Parse(await (await owner.PostAsync(Announced, input)).Content.ReadAsStringAsync())!["errors"]![field].ShouldNotBeNull(field);
        ((int)(await owner.JsonAsync($"{Announced}/count", words))["readers"]!).ShouldBe(2);
        ((int)(await owner.JsonAsync($"{Announced}/count", new { words.subject, words.body, words.language, words.tags, onlyLanguage = true }))["readers"]!).ShouldBe(1);
        ((int)(await owner.JsonAsync($"{Announced}/count", new { words.subject, words.body, words.language, words.tags, playedDays = 30 }))["readers"]!).ShouldBe(0);
        (await (await owner.PostAsync(Announced, new { words.subject, words.body, words.language, words.tags, playedDays = 30 })).SlugOf()).ShouldBe("nobody_to_tell");
        (await (await platform.AsAsync("desk@madrid.test")).PostAsync(Announced, words)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        // At three in the night of Madrid it is written and waits; at eight it goes.
        var night = new DateTimeOffset(platform.Clock.Now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero).AddHours(2);
        var made = await owner.JsonAsync(Announced, new { words.subject, words.body, words.language, words.tags, sendAt = night });
        await platform.SettleAsync();
        (await ReportAsync()).ShouldBe("scheduled 0: 0 waiting, 0 sent, 0 not, 0 stopped");
        platform.Clock.Now = night.AddMinutes(1);
        await platform.SettleAsync();
        owner = await platform.OwnerAsync();
        (await ReportAsync()).ShouldBe("sent 2: 2 waiting, 0 sent, 0 not, 0 stopped");
        // Hard case: who ends them between the writing and the sending gets none.
        await platform.ExecuteAsync("madrid", "insert into message_wishes (reader, topic, channel, wanted, changed_at) values ('yes2@news.test', 'announcements', 'email', false, '2000-01-01')");
        platform.Clock.Now = night.AddHours(6);
        await platform.SettleAsync();
        owner = await platform.OwnerAsync();
        (await ReportAsync()).ShouldStartWith("sent 2: 0 waiting, 1 sent, 1 not,");
        (await platform.NewestMailAsync("yes1@news.test", "html")).ShouldContain("&lt;b&gt;Ven&lt;/b&gt; el viernes.");
        (await platform.NewestMailAsync("yes1@news.test", "text")).ShouldContain("Hola Yes,");

        var headers = JsonNode.Parse(await platform.NewestMailAsync("yes1@news.test", "headers::text"))!;
        ((string?)headers["List-Unsubscribe-Post"]).ShouldBe("List-Unsubscribe=One-Click");
        var stop = new Uri(((string)headers["List-Unsubscribe"]!).Trim('<', '>')).PathAndQuery;
        (await platform.Madrid().PostFormAsync(stop, new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await platform.ScalarAsync<string>("madrid", "select source from message_consents where reader = 'yes1@news.test' and not given")).ShouldBe("one_click");
        ((int)(await owner.JsonAsync($"{Announced}/count", words))["readers"]!).ShouldBe(0);
        (await ReportAsync()).ShouldEndWith("1 stopped");
        (await owner.PostAsync($"{Announced}/{Guid.CreateVersion7()}/cancel")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await owner.PostAsync($"{Announced}/{made["id"]}/cancel")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await (await platform.OwnerAsync("lahore")).GetAsync($"{Announced}/{made["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        async Task<string> ReportAsync()
        {
            var one = await owner.JsonAsync($"{Announced}/{made["id"]}");
            var report = one["report"]!;
            return $"{one["state"]} {one["written"]}: {report["waiting"]} waiting, {report["sent"]} sent, {report["notSent"]} not, {report["stopped"]} stopped";
        }
    }

    [Fact]
    public async Task An_announcement_is_counted_before_it_goes_paced_cancelled_and_a_club_makes_so_many_a_day()
    {
        // A whole club of readers, of whom only the first hundred are written to at once.
        await platform.ExecuteAsync("lahore", """
            insert into customers (id, name, email, language, tags, marketing_consent_at, searched, created_at, updated_at)
            select gen_random_uuid(), 'Reader', 'r' || n || '@crowd.test', 'ur', '{crowd}', now(), '', now(), now() from generate_series(1, 130) n
            """);
        var owner = platform.Lahore();
        platform.Clock.Now = new DateTimeOffset(platform.Clock.Now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero).AddHours(8);
        await owner.SignInAsync("owner@lahore.test", People.DemoPassword);
        var typed = new Dictionary<string, string> { ["subject"] = "News", ["body"] = "Come", ["language"] = "en", ["tags"] = "crowd", ["do"] = "send" };
        var counted = await (await owner.SubmitAsync("/manage/announcements/new", "/manage/announcements/new", typed)).Content.ReadAsStringAsync();
        counted.ShouldContain("value=\"130\"");
        (await platform.ScalarAsync<long>("lahore", "select count(*) from announcements")).ShouldBe(0, "nobody had seen how many it reaches");
        // As a reader gets it, with the name of who looks; what is wrong is said in the frame.
        var seen = await owner.SubmitAsync("/manage/announcements/new", "/manage/announcements/preview", new Dictionary<string, string>(typed) { ["body"] = "Hello {{name}}, come <b>now</b>" });
        (await seen.Content.ReadAsStringAsync()).ShouldMatch("Hello \\p{L}+, come &lt;b&gt;now");
        seen.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        (await (await owner.SubmitAsync("/manage/announcements/new", "/manage/announcements/preview", new Dictionary<string, string>(typed) { ["subject"] = "" })).Content.ReadAsStringAsync()).ShouldContain("background:#fdecea");
        var made = await owner.SubmitAsync("/manage/announcements/new", "/manage/announcements/new", new Dictionary<string, string>(typed) { ["counted"] = "130" });
        var page = made.Headers.Location!.ToString().Split('?')[0];
        await platform.SettleAsync();
        (await platform.ScalarAsync<string>("lahore", "select state || written from announcements")).ShouldBe("sending100");
        (await owner.SubmitAsync(page, page, new Dictionary<string, string>())).Headers.Location!.ToString().ShouldEndWith("done=cancelled");
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        await platform.SettleAsync();
        (await platform.ScalarAsync<string>("lahore", "select state || written || ' ' || (select count(*) from notification_logs where announcement_id is not null and type = 'email') from announcements")).ShouldBe("cancelled100 100");

        // Left alone, the next one reaches the others in its second batch, each once.
        await owner.SubmitAsync("/manage/announcements/new", "/manage/announcements/new", new Dictionary<string, string>(typed) { ["subject"] = "Second", ["counted"] = "130" });
        foreach (var _ in new int[3])
        {
            await platform.SettleAsync();
            platform.Clock.Advance(TimeSpan.FromSeconds(11));
        }
        (await platform.ScalarAsync<string>("lahore", "select state || ' ' || written || ' ' || (select count(distinct recipient) || ' ' || count(*) from notification_logs where announcement_id = a.id and type = 'email') from announcements a where subject = 'Second'")).ShouldBe("sent 130 130 130");

        for (var day = 1; day <= 4; day++) (await owner.SubmitAsync("/manage/announcements/new", "/manage/announcements/new", new Dictionary<string, string>(typed) { ["counted"] = "130", ["sendAt"] = platform.Clock.Now.AddDays(2 + day).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture) })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await owner.SubmitAsync("/manage/announcements/new", "/manage/announcements/new", new Dictionary<string, string>(typed) { ["counted"] = "130" })).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        await platform.ExecuteAsync("lahore", "update announcements set state = 'cancelled'");
    }
}
