using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using PadelSaaS.Notifications;
using PadelSaaS.Notifications.Providers;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Notifications.Carriers;

/// <summary>What is sent to carriers keeps to what they publish, what they send is told apart by their own published examples, and the rules about when.</summary>
public sealed class CarrierRuleTests
{
    private static readonly IConfiguration Settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Mail:SendGrid:From"] = "noreply@padel.example",
        ["Sms:Twilio:AccountSid"] = "AC1",
        ["Sms:Twilio:From"] = "+15005550006",
        ["WhatsApp:PhoneNumberId"] = "123",
    }).Build();

    private static readonly OutgoingMessage Message = new(
        Guid.CreateVersion7(), "booking_confirmed", Guid.CreateVersion7(), "Club\nMadrid", "madrid.localhost", "http://madrid.localhost", "+34600111222", "Ana\r\nBcc: x", "Booked:\r\nsoon", "text", "<p>html</p>", "es",
        new MailAttachment("padel.ics", "BEGIN:VCALENDAR"))
    {
        Parameters = ["Club Madrid", "a\nb", "", "http://x"],
        ReplyTo = "desk@example.test",
        Unsubscribe = "https://x/stop",
    };

    [Fact]
    public void SendGrid_gets_only_what_it_documents()
    {
        var body = new SendGridChannel(Settings, null!).Body(Message);
        Unknown(Spec("sendgrid-mailsend-subset.json")["components"]!["requestBodies"]!["PostMailSend"]!["content"]!["application/json"]!["schema"]!, body).ShouldBeEmpty();
        ((string?)body["subject"], (string?)body["from"]!["name"], (string?)body["headers"]!["List-Unsubscribe-Post"]).ShouldBe(("Booked: soon", "Club Madrid", "List-Unsubscribe=One-Click"));

        IEnumerable<string> Unknown(JsonNode schema, JsonNode? value)
        {
            if (schema["$ref"] is { } link) return Unknown(((string)link!).Split('/')[1..].Aggregate((JsonNode)Spec("sendgrid-mailsend-subset.json"), (at, name) => at[name]!), value);
            return value switch
            {
                JsonObject item when schema["properties"] is JsonObject known => item.Where(pair => !known.ContainsKey(pair.Key)).Select(pair => pair.Key)
                    .Concat((schema["required"] as JsonArray ?? []).Select(name => (string)name!).Where(name => !item.ContainsKey(name)))
                    .Concat(item.Where(pair => known.ContainsKey(pair.Key)).SelectMany(pair => Unknown(known[pair.Key]!, pair.Value))),
                JsonArray list when schema["items"] is { } items => list.SelectMany(one => Unknown(items, one)),
                _ => [],
            };
        }
    }

    [Fact]
    public void Twilio_and_WhatsApp_get_only_what_they_document()
    {
        var call = Spec("twilio-messages-subset.json")["paths"]!["/2010-04-01/Accounts/{AccountSid}/Messages.json"]!["post"]!["requestBody"]!["content"]!["application/x-www-form-urlencoded"]!["schema"]!["properties"]!.AsObject();
        new TwilioChannel(Settings, null!).Form(Message).Keys.Except(call.Select(pair => pair.Key)).ShouldBeEmpty();

        var example = Paths(Spec("whatsapp-message-examples.json")["examples"]!["Send Message Template Text"]!).ToHashSet();
        var body = new WhatsAppChannel(Settings, null!).Body(Message);
        Paths(body).Except(example).ShouldBeEmpty();
        body["template"]!["components"]![0]!["parameters"]!.AsArray().Select(one => (string?)one!["text"]).ShouldBe(["Club Madrid", "a b", "-", "http://x"]);
        ((string?)body["to"]).ShouldBe("34600111222");
    }

    [Fact]
    public void Their_published_signatures_hold_and_changed_ones_do_not()
    {
        var twilio = Spec("twilio-signature.json");
        foreach (var one in twilio["cases"]!.AsArray().Where(one => one!["params"] is not null))
        {
            var fields = one!["params"]!.AsObject().Select(pair => KeyValuePair.Create(pair.Key, (string)pair.Value!)).ToList();
            Signatures.Twilio((string)twilio["auth_token"]!, (string)one["url"]!, fields, (string)one["signature"]!).ShouldBeTrue((string)one["name"]!);
            Signatures.Twilio((string)twilio["auth_token"]!, (string)one["url"]!, fields.Skip(1), (string)one["signature"]!).ShouldBeFalse();
        }
        Signatures.Twilio("", "https://x", [], "").ShouldBeFalse();

        foreach (var one in Spec("whatsapp-hub-signature-256.json")["cases"]!.AsArray())
        {
            var payload = Encoding.UTF8.GetBytes((string)one!["payload"]!);
            Signatures.WhatsApp((string)one["secret"]!, payload, (string)one["header"]!).ShouldBeTrue();
            Signatures.WhatsApp((string)one["secret"]!, [.. payload, 32], (string)one["header"]!).ShouldBeFalse();
        }

        var grid = Spec("sendgrid-event-webhook.json");
        bool Holds(string body, string time) => Signatures.SendGrid((string)grid["public_key"]!, Encoding.UTF8.GetBytes(body), time, (string)grid["signature"]!);
        Holds((string)grid["payload"]!, (string)grid["timestamp"]!).ShouldBeTrue();
        Holds(((string)grid["payload"]!).TrimEnd(), (string)grid["timestamp"]!).ShouldBeFalse("the line end at its end counts");
        Holds((string)grid["payload"]!, "1600112503").ShouldBeFalse();
        Signatures.SendGrid("no key", [], "1", "no signature").ShouldBeFalse();
    }

    [Theory]
    [InlineData("+34 600 111 222", "PK", "+34600111222")]
    [InlineData("0300 1234567", "PK", "+923001234567")]
    [InlineData("0092 300 1234567", "ES", "+923001234567")]
    [InlineData("600 111 222", "ES", "+34600111222")]
    [InlineData("12 34", "ES", null)]
    [InlineData("600 111 222", "ZZ", null)]
    [InlineData(null, "ES", null)]
    public void A_number_without_its_country_is_of_the_clubs(string? typed, string country, string? expected) => Telephone.International(typed, country).ShouldBe(expected);

    [Theory]
    [InlineData("2026-11-24T16:59Z", "Asia/Karachi", null)]
    [InlineData("2026-11-24T17:00Z", "Asia/Karachi", "2026-11-25T03:00Z")]
    [InlineData("2026-11-25T02:59Z", "Asia/Karachi", "2026-11-25T03:00Z")]
    [InlineData("2026-11-25T03:00Z", "Asia/Karachi", null)]
    // The night in which Madrid's clocks go forward ends an hour earlier.
    [InlineData("2027-03-27T22:30Z", "Europe/Madrid", "2027-03-28T06:00Z")]
    public void Quiet_hours_are_those_of_the_venues_clock(string now, string zone, string? until) =>
        new MessageSettings().QuietUntil(At(now), zone).ShouldBe(until is null ? null : At(until));

    [Fact]
    public void Equal_times_mean_that_it_is_never_quiet() => new MessageSettings { QuietFrom = new(8, 0), QuietTo = new(8, 0) }.QuietUntil(At("2026-11-24T03:00Z"), "Etc/UTC").ShouldBeNull();

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static JsonNode Spec(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Tests", "Notifications", "Carriers", file)))!;

    // Every property by its path; places in lists do not count.
    private static IEnumerable<string> Paths(JsonNode? node, string at = "") => node switch
    {
        JsonObject item => item.SelectMany(pair => Paths(pair.Value, $"{at}/{pair.Key}")),
        JsonArray list => list.SelectMany(one => Paths(one, at)),
        _ => [at],
    };
}
