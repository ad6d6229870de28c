using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Notifications.Providers;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Payments;

namespace PadelSaaS.Tests.Notifications.Carriers;

/// <summary>A platform with a carrier for every channel, none of them real.</summary>
public sealed class CarrierFixture : PlatformFixture
{
    internal FakeCarriers Carriers { get; } = new();

    internal ECDsa EventKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Mail:SendGrid:Key"] = "SG.key",
        ["Mail:SendGrid:From"] = "noreply@padel.example",
        ["Mail:SendGrid:EventKey"] = Convert.ToBase64String(EventKey.ExportSubjectPublicKeyInfo()),
        ["Sms:Twilio:AccountSid"] = "AC00000000000000000000000000000001",
        ["Sms:Twilio:AuthToken"] = "twilio-token",
        ["Sms:Twilio:From"] = "+15005550006",
        ["WhatsApp:PhoneNumberId"] = "123",
        ["WhatsApp:Token"] = "meta-token",
        ["WhatsApp:AppSecret"] = "app-secret",
        ["WhatsApp:VerifyToken"] = "our-word",
        ["WhatsApp:Templates:booking_confirmed"] = "padel_booked",
        // A carrier that fails in one test is not left alone in the next.
        ["Guard:Seconds"] = "60",
    };

    protected override void More(IServiceCollection services) => services.AddHttpClient(ProviderCalls.Client).ConfigurePrimaryHttpMessageHandler(() => Carriers);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await ExecuteAsync("madrid", "insert into message_settings (on_by_default, reply_to) values ('{bookings:whatsapp,bookings:sms}', 'desk@madrid.test')");
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        EventKey.Dispose();
    }
}

public sealed class CarrierTests(CarrierFixture platform) : IClassFixture<CarrierFixture>
{
    private const string Log = "/manage/messages/log";
    private readonly Checkout madrid = new(platform, "madrid");

    [Fact]
    public async Task A_mail_goes_by_SendGrid_and_its_events_are_believed_when_signed_and_never_go_back()
    {
        await madrid.PaidAsync("Mia", "mia@example.test", "en");
        var sent = platform.Carriers.Of("api.sendgrid.com").Single(call => (string?)call.Json["personalizations"]![0]!["to"]![0]!["email"] == "mia@example.test").Json;
        ((string?)sent["from"]!["name"], (string?)sent["reply_to"]!["email"], (string?)sent["attachments"]![0]!["filename"]).ShouldBe(("Club Madrid", "desk@madrid.test", "padel.ics"));
        var ours = sent["personalizations"]![0]!["custom_args"]!;
        (await StatusAsync("mia@example.test")).ShouldBe("sent");

        (await TellAsync(ours, "delivered", forged: true)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync("mia@example.test")).ShouldBe("sent");
        (await TellAsync(ours, "delivered")).ShouldBe(HttpStatusCode.OK);
        (await TellAsync(ours, "processed")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync("mia@example.test")).ShouldBe("delivered");

        // The mailbox turns out to be none: the message says so, and nothing goes there any more.
        for (var twice = 0; twice < 2; twice++) (await TellAsync(ours, "bounce")).ShouldBe(HttpStatusCode.OK);
        (await TellAsync(ours, "delivered")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync("mia@example.test")).ShouldBe("bounced");
        await madrid.PaidAsync("Mia", "Mia@example.test", "en");
        (await platform.ScalarAsync<string>("madrid", "select status || ' ' || error_message from notification_logs where recipient = 'Mia@example.test' and type = 'email'"))
            .ShouldBe("skipped Nothing is sent to this address any more: it bounced.");

        // The desk sees why, and lets the next one go: the mailbox exists again.
        var desk = platform.Madrid();
        (await desk.GetAsync(Log)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await desk.SignInAsync("owner@madrid.test", People.DemoPassword);
        var page = await (await desk.GetAsync($"{Log}?q=MIA@example.test")).Content.ReadAsStringAsync();
        page.ShouldContain("There is no such mailbox.");
        page.ShouldContain("Nothing is sent to this address any more: it bounced.");
        var lost = await platform.ScalarAsync<Guid>("madrid", "select id from notification_logs where recipient = 'mia@example.test' and type = 'email'");
        (await desk.SubmitAsync(Log, Log, new Dictionary<string, string> { ["do"] = "open", ["address"] = "mia@example.test" })).Headers.Location!.ToString().ShouldEndWith("done=opened");
        (await desk.SubmitAsync(Log, Log, new Dictionary<string, string> { ["do"] = "open", ["address"] = "mia@example.test" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var skipped = await platform.ScalarAsync<Guid>("madrid", "select id from notification_logs where recipient = 'Mia@example.test' and type = 'email'");
        (await desk.SubmitAsync(Log, Log, new Dictionary<string, string> { ["do"] = "again", ["message"] = $"{skipped}" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await desk.SubmitAsync(Log, Log, new Dictionary<string, string> { ["do"] = "again", ["message"] = $"{Guid.CreateVersion7()}" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await desk.SubmitAsync(Log, Log, new Dictionary<string, string> { ["do"] = "again", ["message"] = $"{lost}" })).Headers.Location!.ToString().ShouldEndWith("done=again");
        await platform.SettleAsync();
        (await StatusAsync("mia@example.test")).ShouldBe("sent");
    }

    [Fact]
    public async Task WhatsApp_carries_a_template_and_what_it_cannot_deliver_comes_by_SMS()
    {
        await madrid.PaidAsync("Noor", "noor@example.test", "en", "+34 600 111 222");
        var body = platform.Carriers.Of("graph.facebook.com").Single(call => (string?)call.Json["to"] == "34600111222").Json;
        ((string?)body["template"]!["name"], (string?)body["template"]!["language"]!["code"]).ShouldBe(("padel_booked", "en"));
        body["template"]!["components"]![0]!["parameters"]!.AsArray().Select(one => (string?)one!["text"]).ShouldBe(
            ["Club Madrid", (await RowAsync("noor@example.test", "subject")), (await RowAsync("noor@example.test", "parameters[3]")), (await RowAsync("noor@example.test", "parameters[4]"))]);
        Texts("+34600111222").ShouldBe(0);

        var known = await RowAsync("noor@example.test", "provider_id");
        (await HearAsync(known, "failed", secret: "another")).ShouldBe(HttpStatusCode.Unauthorized);
        for (var twice = 0; twice < 2; twice++) (await HearAsync(known, "failed")).ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await RowAsync("noor@example.test", "status || ' ' || error_message")).ShouldBe("failed Message undeliverable");
        Texts("+34600111222").ShouldBe(1);

        var text = Guid.Parse(await RowAsync("noor@example.test", "id::text", "sms"));
        (await CallBackAsync(text, "delivered", "another-token")).ShouldBe(HttpStatusCode.Unauthorized);
        (await CallBackAsync(text, "delivered")).ShouldBe(HttpStatusCode.OK);
        (await CallBackAsync(text, "sent")).ShouldBe(HttpStatusCode.OK);
        (await CallBackAsync(Guid.CreateVersion7(), "delivered")).ShouldBe(HttpStatusCode.NotFound);
        (await RowAsync("noor@example.test", "status", "sms")).ShouldBe("delivered");

        var apex = platform.At("localhost");
        (await (await apex.GetAsync("/api/v1/messages/whatsapp/events?hub.mode=subscribe&hub.verify_token=our-word&hub.challenge=42")).Content.ReadAsStringAsync()).ShouldBe("42");
        (await apex.GetAsync("/api/v1/messages/whatsapp/events?hub.mode=subscribe&hub.verify_token=other&hub.challenge=42")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task News_that_comes_before_we_know_the_message_is_not_lost()
    {
        var news = HttpStatusCode.NotFound;
        platform.Carriers.Instead = call =>
        {
            if (call.Address.Host != "graph.facebook.com" || (string?)call.Json["to"] != "34600333444") return null;
            news = HearAsync("wamid.early", "delivered").GetAwaiter().GetResult();
            return FakeCarriers.Answer(HttpStatusCode.OK, """{ "messages": [{ "id": "wamid.early" }] }""");
        };
        await madrid.PaidAsync("Ola", "ola@example.test", "en", "+34 600 333 444");
        platform.Carriers.Instead = _ => null;
        news.ShouldBe(HttpStatusCode.OK);
        (await RowAsync("ola@example.test", "status")).ShouldBe("delivered");
    }

    [Fact]
    public async Task What_may_have_left_is_not_sent_twice_by_WhatsApp_and_asked_about_before_it_is_sent_again_by_SMS()
    {
        platform.Carriers.Instead = call => call.Address.Host == "graph.facebook.com" ? throw new IOException("The answer was lost.") : null;
        await madrid.PaidAsync("Pia", "pia@example.test", "en", "+34 600 555 666");
        platform.Carriers.Instead = _ => null;
        (await RowAsync("pia@example.test", "status || ' ' || error_message")).ShouldEndWith("Nobody knows whether it arrived, so it is not sent twice.");
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        await platform.SettleAsync();
        platform.Carriers.Of("graph.facebook.com").Count(call => (string?)call.Json["to"] == "34600555666").ShouldBe(1);
        Texts("+34600555666").ShouldBe(0);

        await platform.ExecuteAsync("madrid", "insert into message_wishes (reader, topic, channel, wanted, changed_at) values ('quo@example.test', 'bookings', 'whatsapp', false, now())");
        Carried? lost = null;
        platform.Carriers.Instead = call =>
        {
            if (call.Address.Host != "api.twilio.com") return null;
            if (call.Method == "GET") return FakeCarriers.Answer(HttpStatusCode.OK, new JsonObject { ["messages"] = new JsonArray(new JsonObject { ["sid"] = "SMfound", ["body"] = lost!["Body"], ["status"] = "sent" }) }.ToJsonString());
            lost = call;
            throw new IOException("The answer was lost.");
        };
        await madrid.PaidAsync("Quo", "quo@example.test", "en", "+34 600 777 888");
        (await RowAsync("quo@example.test", "status", "sms")).ShouldBe("pending");
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        await platform.SettleAsync();
        platform.Carriers.Instead = _ => null;
        Texts("+34600777888").ShouldBe(1);
        (await RowAsync("quo@example.test", "status || provider_id", "sms")).ShouldBe("sentSMfound");
    }

    private int Texts(string number) => platform.Carriers.Of("api.twilio.com").Count(call => call.Method == "POST" && call["To"] == number);

    private Task<string> StatusAsync(string recipient) => platform.ScalarAsync<string>("madrid", $"select status from notification_logs where recipient = '{recipient}' and type = 'email'");

    private Task<string> RowAsync(string reader, string column, string type = "whatsapp") =>
        platform.ScalarAsync<string>("madrid", $"select {column} from notification_logs where reader_address = '{reader}' and type = '{type}'");

    private async Task<HttpStatusCode> TellAsync(JsonNode ours, string what, bool forged = false)
    {
        var body = new JsonArray(new JsonObject { ["event"] = what, ["type"] = "bounce", ["reason"] = "550 no such user", ["tenant"] = (string?)ours["tenant"], ["message"] = (string?)ours["message"] }).ToJsonString() + "\r\n";
        var signature = platform.EventKey.SignData(Encoding.UTF8.GetBytes((forged ? "1" : "2") + body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return await PostAsync("localhost", "/api/v1/messages/sendgrid/events", body,
            ("X-Twilio-Email-Event-Webhook-Timestamp", "2"), ("X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(signature)));
    }

    private Task<HttpStatusCode> HearAsync(string id, string status, string secret = "app-secret")
    {
        var body = $$$"""{"entry":[{"changes":[{"value":{"statuses":[{"id":"{{{id}}}","status":"{{{status}}}","errors":[{"code":131026,"title":"Message undeliverable"}]}]}}]}]}""";
        return PostAsync("localhost", "/api/v1/messages/whatsapp/events", body,
            ("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)))}"));
    }

    private async Task<HttpStatusCode> CallBackAsync(Guid message, string status, string token = "twilio-token")
    {
        var path = $"/api/v1/messages/sms/{message}";
#pragma warning disable CA5350 // As Twilio signs.
        var signature = HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes($"http://madrid.localhost{path}MessageSidSM1MessageStatus{status}"));
#pragma warning restore CA5350
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["MessageStatus"] = status, ["MessageSid"] = "SM1" }) };
        request.Headers.Add("X-Twilio-Signature", Convert.ToBase64String(signature));
        return (await platform.Madrid().SendAsync(request)).StatusCode;
    }

    private async Task<HttpStatusCode> PostAsync(string host, string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return (await platform.At(host).SendAsync(request)).StatusCode;
    }
}
