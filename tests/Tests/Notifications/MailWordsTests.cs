using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Notifications.Wording;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Notifications.Webhooks;
using PadelSaaS.Tests.Payments;

namespace PadelSaaS.Tests.Notifications;

/// <summary>What mails say: the venue's house rules, and the club's own words in the place of ours.</summary>
public sealed partial class MailWordsTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Words = "/api/v1/manage/messages";
    private const string Page = "/manage/messages/booking_confirmed";

    [Fact]
    public async Task It_says_what_the_house_asks_of_everybody_in_the_readers_language()
    {
        await platform.ExecuteAsync("madrid", """update venues set house_rules = '{"en": "Indoor shoes only.\nGuests sign in at the desk.", "es": "Solo zapatillas de interior."}'""");
        // Written behind the platform's back: memory may show the old rules for a while.
        platform.Clock.Advance(TimeSpan.FromMinutes(6));
        await new Checkout(platform, "madrid").PaidAsync("Rule", "rule@example.test", "en");
        var text = await platform.NewestMailAsync("rule@example.test", "text");
        text.ShouldContain("House rules of Centro:");
        text.ShouldContain("Indoor shoes only.");
        text.ShouldContain("Guests sign in at the desk.");
        await new Checkout(platform, "madrid").PaidAsync("Norma", "norma@example.test", "es");
        (await platform.NewestMailAsync("norma@example.test", "html")).ShouldContain("Solo zapatillas de interior.");
    }

    [Fact]
    public async Task The_clubs_own_words_are_checked_previewed_saved_used_by_language_and_put_back()
    {
        var owner = await platform.OwnerAsync();
        var spanish = $"{Words}/booking_confirmed/es/email";
        var ours = await owner.JsonAsync(spanish);
        ((int)ours["newestVersion"]!, (string?)ours["words"]!["body"]).ShouldBe((0, "{{text}}"));
        ours["names"]!.AsObject().Select(pair => pair.Key).ShouldBeSubsetOf(["club", "name", "subject", "heading", "summary", "text", "link", "day", "time", "court", "where", "price"]);
        ((string?)ours["names"]!["price"]).ShouldBe("36,00\u00a0€, pagado");

        // What they name is known when they are saved, and the refusal says where it stands.
        var wrong = await PutAsync(owner, spanish, new { subject = "Tu pista", body = "Hola {{name}}\n\nEn la {{pista}}" });
        (wrong.Status, (string?)wrong.Body["errors"]!["body"]![0]).ShouldBe((HttpStatusCode.BadRequest, "Line 3: there is no {{pista}} in this message."));
        (await PutAsync(owner, spanish, new { subject = "", body = "Hola" })).Body["errors"]!["subject"].ShouldNotBeNull();
        (await PutAsync(owner, spanish, new { subject = "x", body = "{{^price}}gratis{{/price}}" })).Body["errors"]!["body"].ShouldNotBeNull("nothing is left of it for the sample");
        (await PutAsync(owner, $"{Words}/booking_confirmed/ur/email", new { subject = "x", body = "x" })).Status.ShouldBe(HttpStatusCode.NotFound, "the club does not speak Urdu");
        (await PutAsync(owner, $"{Words}/account_link/es/email", new { subject = "x", body = "x" })).Status.ShouldBe(HttpStatusCode.NotFound, "what opens an account stays ours");

        var preview = await owner.JsonAsync($"{spanish}/preview", new { subject = "¡Reservada {{court}}!", body = "{{#name}}Hola {{name}}:{{/name}}\n\n<b>{{day}}</b>" });
        ((string?)preview["subject"]).ShouldStartWith("¡Reservada Court ");
        ((string)preview["html"]!).ShouldContain("&lt;b&gt;");

        (await PutAsync(owner, spanish, new { subject = "¡Reservada {{court}}!", heading = "Te esperamos, {{name}}", body = "{{#price}}Precio: {{price}}{{/price}}\n\n<b>El bar abre a las 9.</b>", seen = 0 })).Status.ShouldBe(HttpStatusCode.OK);
        (await PutAsync(owner, spanish, new { subject = "Otra", body = "Otra", seen = 0 })).Body["slug"]!.ToString().ShouldBe("words_changed");

        await new Checkout(platform, "madrid").PaidAsync("Olga", "olga@example.test", "es");
        (await platform.NewestMailAsync("olga@example.test", "subject")).ShouldStartWith("¡Reservada Court ");
        var html = await platform.NewestMailAsync("olga@example.test", "html");
        html.ShouldContain("Te esperamos, Olga");
        html.ShouldContain("&lt;b&gt;El bar abre a las 9.&lt;/b&gt;");
        (await platform.NewestMailAsync("olga@example.test", "text")).ShouldContain("Precio: 36,00\u00a0€, pagado");
        (await platform.NewestMailAsync("olga@example.test", "attachment")).ShouldContain("BEGIN:VCALENDAR");
        await new Checkout(platform, "madrid").PaidAsync("Enid", "enid@example.test", "en");
        (await platform.NewestMailAsync("enid@example.test", "subject")).ShouldStartWith("Booked: ");

        (await owner.SendAsync(new HttpRequestMessage(HttpMethod.Delete, spanish))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await owner.SendAsync(new HttpRequestMessage(HttpMethod.Delete, spanish))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await new Checkout(platform, "madrid").PaidAsync("Olga", "olga2@example.test", "es");
        (await platform.NewestMailAsync("olga2@example.test", "subject")).ShouldStartWith("Reservado: ");
        ((int)(await owner.JsonAsync(spanish))["newestVersion"]!).ShouldBe(1);
        // Another club has nothing of it.
        (await (await platform.OwnerAsync("lahore")).JsonAsync(Words)).ToJsonString().ShouldNotContain("Reservada");
    }

    [Fact]
    public async Task Words_that_cannot_be_filled_stop_no_message_and_the_owner_hears_of_it_once()
    {
        var owner = await platform.OwnerAsync("lahore");
        foreach (var channel in (string[])["email", "sms"])
            (await PutAsync(owner, $"{Words}/booking_confirmed/en/{channel}", new { subject = "Ours {{court}}", body = "Come to {{court}}" })).Status.ShouldBe(HttpStatusCode.OK);
        await platform.ExecuteAsync("lahore", "update message_words set body = '{{#court}} it never ends' where kind = 'booking_confirmed'; insert into message_settings (on_by_default) values ('{bookings:sms}') on conflict do nothing");
        for (var twice = 0; twice < 2; twice++) await new Checkout(platform, "lahore").PaidAsync("Kim", $"kim{twice}@example.test", "en", "0300 7654321");
        (await platform.NewestMailAsync("kim1@example.test", "subject")).ShouldStartWith("Booked: ");
        (await platform.NewestMailAsync("+923007654321", "text")).ShouldContain("is yours. See you on court!");
        (await platform.ScalarAsync<long>("lahore", "select count(*) from notification_logs where recipient = 'owner@lahore.test' and template = 'words_broken' and status = 'sent'")).ShouldBe(2, "once for each of the two, however many messages are written");
        ((string)(await owner.JsonAsync($"{Words}/booking_confirmed/en/sms"))["words"]!["brokenWhy"]!).ShouldBe("Line 1: what begins with {{court}} does not end.");
        await platform.ExecuteAsync("lahore", "delete from message_words; delete from message_settings");
    }

    [Fact]
    public async Task On_the_page_words_are_tried_out_before_they_are_saved_and_old_ones_looked_at()
    {
        var owner = platform.Madrid();
        (await owner.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        Dictionary<string, string> Typed(string act, string body) => new() { ["do"] = act, ["subject"] = "Booked {{court}}", ["heading"] = "", ["body"] = body };

        var refused = await owner.SubmitAsync($"{Page}?language=en&channel=email", Page, Typed("save", "See {{you}}"));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        text.ShouldContain("Line 1: there is no {{you}} in this message.");
        text.ShouldContain("See {{you}}</textarea>");

        var tried = await owner.SubmitAsync($"{Page}?language=en&channel=email", Page, Typed("test", "See you at {{time}}"));
        (await tried.Content.ReadAsStringAsync()).ShouldContain("Nothing is saved yet.");
        await platform.SettleAsync();
        (await platform.CountAsync("owner@madrid.test", "Booked Court")).ShouldBe(1);
        (await platform.ScalarAsync<string>("madrid", "select template || ' ' || status from notification_logs where recipient = 'owner@madrid.test' and subject like 'Booked Court%'")).ShouldBe("test_booking_confirmed sent");
        (await platform.ScalarAsync<long>("madrid", "select count(*) from message_words where language = 'en'")).ShouldBe(0);

        (await owner.SubmitAsync($"{Page}?language=en&channel=email", Page, Typed("save", "See you at {{time}}"))).Headers.Location!.ToString().ShouldEndWith("done=saved");
        (await owner.SubmitAsync($"{Page}?language=en&channel=email", Page, Typed("save", "Until {{time}}"))).Headers.Location!.ToString().ShouldEndWith("done=saved");
        (await owner.SubmitAsync($"{Page}?language=en&channel=email", Page, new Dictionary<string, string>(Typed("save", "Late")) { ["seen"] = "1" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await owner.SubmitAsync($"{Page}?language=en&channel=sms", Page, Typed("test", "Short"))).StatusCode.ShouldBe(HttpStatusCode.Conflict, "the owner has no number");
        (await (await owner.GetAsync($"{Page}?language=en&channel=email&version=1")).Content.ReadAsStringAsync()).ShouldContain("See you at {{time}}</textarea>");
        var framed = await owner.GetAsync($"{Page}/preview?language=en&channel=email");
        framed.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'self'");
        (await framed.Content.ReadAsStringAsync()).ShouldContain("Until 18:00");
        (await (await owner.GetAsync("/manage/messages")).Content.ReadAsStringAsync()).ShouldContain($"{Page}?language=en&amp;channel=email");
        (await owner.SubmitAsync($"{Page}?language=en&channel=email", Page, Typed("reset", ""))).Headers.Location!.ToString().ShouldEndWith("done=reset");
        (await owner.GetAsync("/manage/messages/nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_has_an_account_reads_it_on_the_site_too_and_the_bell_counts_what_is_new()
    {
        var player = platform.Madrid();
        await player.RegisterAsync("bella@example.test");
        player.Token = (string)(await player.JsonAsync("/api/v1/auth/login", new { email = "bella@example.test", password = People.Password }))["accessToken"]!;
        var browser = platform.Madrid();
        await browser.SignInAsync("bella@example.test", People.Password);
        (await BellAsync()).ShouldBe("Messages");
        var venue = (await player.JsonAsync("/api/v1/venues"))["venues"]![0]!;
        for (var twice = 1; twice <= 2; twice++)
        {
            await BookAsync();
            (await BellAsync()).ShouldBe($"Messages, {twice} not read");
        }

        var inbox = await player.JsonAsync("/api/v1/me/messages");
        var newest = inbox["messages"]![0]!;
        ((int)inbox["unread"]!, (string?)newest["kind"], (bool)newest["isRead"]!).ShouldBe((2, "booking_confirmed", false));
        ((string)newest["link"]!).ShouldStartWith("/");
        (await (await browser.GetAsync("/me/messages")).Content.ReadAsStringAsync()).ShouldContain(WebUtility.HtmlEncode((string)newest["subject"]!).Split(':')[0]);
        // Nobody reads or ends another's: not the desk, not another club.
        (await (await platform.OwnerAsync()).PostAsync($"/api/v1/me/messages/{newest["id"]}/read")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await platform.OwnerAsync("lahore")).PostAsync($"/api/v1/me/messages/{newest["id"]}/read")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().GetAsync("/api/v1/me/messages")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.SubmitAsync("/me/messages", $"/me/messages/{newest["id"]}", new Dictionary<string, string>())).Headers.Location!.ToString().ShouldBe((string)newest["link"]!);
        (await BellAsync()).ShouldBe("Messages, 1 not read");
        (await player.PostAsync("/api/v1/me/messages/read")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await BellAsync()).ShouldBe("Messages");

        // The same wishes decide as elsewhere.
        var wish = new { messages = new[] { new { topic = "bookings", channel = "in_app", wanted = false } } };
        (await player.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/v1/me/notifications") { Content = JsonContent.Create(wish) })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await BookAsync();
        (await BellAsync()).ShouldBe("Messages");
        (await platform.CountAsync("bella@example.test", "Booked")).ShouldBe(3, "by mail all came");

        async Task<string> BellAsync() => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await (await browser.GetAsync("/book")).Content.ReadAsStringAsync()).QuerySelector("a.bell")!.GetAttribute("aria-label")!;

        async Task BookAsync()
        {
            var day = DateOnly.FromDateTime(platform.Clock.Now.UtcDateTime).AddDays(5);
            var free = (await player.JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date={day:yyyy-MM-dd}&duration=90"))["courts"]!.AsArray().First(court => court!["slots"]!.AsArray().Count > 0)!;
            var held = await player.JsonAsync("/api/v1/bookings", new { courtId = free["courtId"], start = free["slots"]![0]!["start"], durationMinutes = 90 });
            await player.JsonAsync($"/api/v1/bookings/{held["id"]}/confirm", new { paymentMethod = "at_club" });
            await platform.SettleAsync();
        }
    }

    [Theory]
    [InlineData("{{name}}{{#price}} pays {{price}}{{/price}}{{^price}} plays for nothing{{/price}}", "Ana plays for nothing")]
    [InlineData("{{ name }} {{#name}}{{#price}}never{{/price}}here{{/name}} {not a name} }}", "Ana here {not a name} }}")]
    public void Words_are_filled_and_nothing_else_is_done(string words, string expected) =>
        WordTemplate.Parse(words, ["name", "price"]).Fill(new Dictionary<string, string> { ["name"] = "Ana" }).ShouldBe(expected);

    [Theory]
    [InlineData("a\n{{b}}", 2, WordFaults.Unknown, "{{b}}")]
    [InlineData("{{name.Length}}", 1, WordFaults.Unknown, "{{name.Length}}")]
    [InlineData("{{#name}}\n\n", 1, WordFaults.Unended, "{{name}}")]
    [InlineData("\n{{/name}}", 2, WordFaults.Unbegun, "{{/name}}")]
    [InlineData("{{name", 1, WordFaults.Unclosed, "{{")]
    [InlineData("{{#name}}{{#name}}{{#name}}{{#name}}{{#name}}", 1, WordFaults.TooDeep, "{{name}}")]
    public void What_is_wrong_is_said_with_line_and_name(string words, int line, string rule, string name) =>
        Should.Throw<WordsBrokenException>(() => WordTemplate.Parse(words, ["name"])).Fault.ShouldBe(new WordFault(line, rule, name));

    private static async Task<(HttpStatusCode Status, JsonNode Body)> PutAsync(Visitor who, string path, object body)
    {
        var answer = await who.SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) });
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
