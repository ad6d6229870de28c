using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Notifications.Providers;
using PadelSaaS.Notifications.UseCases;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Payments;
using PadelSaaS.Tests.Peers;

namespace PadelSaaS.Tests.Notifications.Carriers;

/// <summary>A platform whose mails Amazon carries, and a club that has a sender of its own there.</summary>
public sealed class SesFixture : PlatformFixture
{
    public const string Topic = "arn:aws:sns:eu-west-1:123456789012:padel-mail", AccessKey = "AKIDEXAMPLE", SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private readonly RSA key = RSA.Create(2048);

    internal FakeCarriers Carriers { get; } = new();

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Mail:Ses:Region"] = "eu-west-1",
        ["Mail:Ses:AccessKey"] = AccessKey,
        ["Mail:Ses:SecretKey"] = SecretKey,
        ["Mail:Ses:From"] = "noreply@padel.example",
        ["Mail:Ses:ConfigurationSet"] = "padel",
        ["Mail:Ses:Topic"] = Topic,
        ["Mail:Senders:madrid"] = "hola@clubmadrid.example",
        ["Guard:Seconds"] = "60",
    };

    /// <summary>What SNS would bring, signed.</summary>
    internal JsonObject Envelope(string type, string message, string version = "2", string topic = Topic)
    {
        var said = new JsonObject
        {
            ["Type"] = type,
            ["MessageId"] = $"{Guid.CreateVersion7()}",
            ["TopicArn"] = topic,
            ["Message"] = message,
            ["Timestamp"] = "2026-11-23T12:00:00.000Z",
            ["SignatureVersion"] = version,
            ["SigningCertURL"] = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
        };
        if (type == "SubscriptionConfirmation")
        {
            said["Token"] = "2336412f37";
            said["SubscribeURL"] = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37";
        }
        else
        {
            said["Subject"] = "Amazon SES Email Event Notification";
            said["UnsubscribeURL"] = "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe";
        }
        string[] signed = type == "Notification" ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"] : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
        var text = string.Concat(signed.Select(name => $"{name}\n{said[name]}\n"));
#pragma warning disable CA5350 // As SNS signs where nobody asked for more.
        var hash = version == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
#pragma warning restore CA5350
        said["Signature"] = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text), hash, RSASignaturePadding.Pkcs1));
        return said;
    }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var request = new CertificateRequest("CN=sns.amazonaws.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        Carriers.Certificate = certificate.ExportCertificatePem();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        key.Dispose();
    }

    protected override void More(IServiceCollection services) => services.AddHttpClient(ProviderCalls.Client).ConfigurePrimaryHttpMessageHandler(() => Carriers);
}

/// <summary>Mail by Amazon SES, seen by Amazon's own client; its news by SNS, seen by the validator of SNS messages.</summary>
public sealed class SesTests(SesFixture platform) : IClassFixture<SesFixture>
{
    private readonly Checkout madrid = new(platform, "madrid");

    [Fact]
    public async Task A_mail_goes_as_Amazons_own_client_would_send_it_from_the_clubs_own_sender()
    {
        await madrid.PaidAsync("Íñigo Ñúñez de la Peña y Álvarez de Toledo", "inigo@example.test", "es");
        var call = CallTo("inigo@example.test");
        var body = call.Json;
        ((string?)body["FromEmailAddress"], (string?)body["ConfigurationSetName"]).ShouldBe(("\"Club Madrid\" <hola@clubmadrid.example>", "padel"));
        var file = body["Content"]!["Simple"]!["Attachments"]![0]!;
        Encoding.UTF8.GetString(Convert.FromBase64String((string)file["RawContent"]!)).ShouldStartWith("BEGIN:VCALENDAR");
        var to = (string)body["Destination"]!["ToAddresses"]![0]!;
        var words = to.Split(' ')[..^1];
        words.ShouldAllBe(word => word.Length <= 75 && word.StartsWith("=?UTF-8?B?", StringComparison.Ordinal) && word.EndsWith("?=", StringComparison.Ordinal));
        string.Concat(words.Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word[10..^2])))).ShouldBe("Íñigo Ñúñez de la Peña y Álvarez de Toledo");

        var date = DateTimeOffset.ParseExact(call.SignedAt!, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var asked = new { method = call.Method, path = call.Address.AbsolutePath, host = call.Address.Host, body = call.Body, date, authorization = call.Authorization };
        var (content, said) = await Peer.AskAsync("verify-ses.mjs", new { call = asked, region = "eu-west-1", accessKey = SesFixture.AccessKey, secretKey = SesFixture.SecretKey });
        content.ShouldBeTrue(said);
        (await Peer.AskAsync("verify-ses.mjs", new { call = asked, region = "eu-west-1", accessKey = SesFixture.AccessKey, secretKey = "another" })).Content.ShouldBeFalse();
    }

    [Fact]
    public async Task News_is_heard_of_our_topic_when_signed_and_of_nobody_elses()
    {
        await madrid.PaidAsync("Rut", "rut@example.test", "en");
        var (club, message) = Tags("rut@example.test");
        (await StatusAsync("rut@example.test")).ShouldBe("sent");

        var delivered = News("Delivery", club, message);
        (await TellAsync(platform.Envelope("Notification", delivered, topic: "arn:aws:sns:eu-west-1:999999999999:theirs"))).ShouldBe(HttpStatusCode.Unauthorized);
        var forged = platform.Envelope("Notification", delivered);
        forged["Message"] = News("Bounce", club, message);
        (await TellAsync(forged)).ShouldBe(HttpStatusCode.Unauthorized);
        var elsewhere = platform.Envelope("Notification", delivered);
        foreach (var address in new[] { "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem", "http://sns.eu-west-1.amazonaws.com/a.pem", "https://sns.eu-west-1.amazonaws.com:8443/a.pem", "https://x@sns.eu-west-1.amazonaws.com/a.pem", "https://sns.eu-west-1.amazonaws.com/a.txt", "a" })
        {
            elsewhere["SigningCertURL"] = address;
            (await TellAsync(elsewhere)).ShouldBe(HttpStatusCode.Unauthorized);
        }
        (await TellAsync(new JsonArray())).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync("rut@example.test")).ShouldBe("sent");

        foreach (var version in new[] { "1", "2" })
        {
            var good = platform.Envelope("Notification", delivered, version);
            (await TellAsync(good)).ShouldBe(HttpStatusCode.OK);
            var (content, said) = await Peer.AskAsync("verify-ses.mjs", new { envelope = good, certificate = platform.Carriers.Certificate });
            content.ShouldBeTrue(said);
        }
        (await Peer.AskAsync("verify-ses.mjs", new { envelope = forged, certificate = platform.Carriers.Certificate })).Content.ShouldBeFalse();
        (await StatusAsync("rut@example.test")).ShouldBe("delivered");

        for (var twice = 0; twice < 2; twice++) (await TellAsync(platform.Envelope("Notification", News("Bounce", club, message)))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync("rut@example.test")).ShouldBe("bounced smtp; 550 5.1.1 user unknown");
        await madrid.PaidAsync("Rut", "rut@example.test", "en");
        (await platform.ScalarAsync<long>("madrid", "select count(*) from notification_logs where recipient = 'rut@example.test' and type = 'email' and status = 'skipped'")).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_brings_our_topic_is_told_once_that_we_hear_it()
    {
        (await TellAsync(platform.Envelope("SubscriptionConfirmation", "You have chosen to subscribe"))).ShouldBe(HttpStatusCode.OK);
        platform.Carriers.Of("sns.eu-west-1.amazonaws.com").Count(call => call.Address.Query.Contains("ConfirmSubscription", StringComparison.Ordinal)).ShouldBe(1);
        var signed = platform.Envelope("SubscriptionConfirmation", "You have chosen to subscribe");
        signed["SubscribeURL"] = "https://evil.example/";
        (await TellAsync(signed)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_mail_that_Amazon_refuses_fails_and_one_it_will_not_take_today_waits()
    {
        platform.Carriers.Instead = call => call.Address.Host == "email.eu-west-1.amazonaws.com" ? Refused("MessageRejected", "Email address is not verified.") : null;
        await madrid.PaidAsync("Sol", "sol@example.test", "en");
        (await StatusAsync("sol@example.test")).ShouldBe("failed Email address is not verified.");
        platform.Carriers.Instead = call => call.Address.Host == "email.eu-west-1.amazonaws.com" ? Refused("SendingPausedException:", "Sending is paused.") : null;
        await madrid.PaidAsync("Tea", "tea@example.test", "en");
        platform.Carriers.Instead = _ => null;
        (await StatusAsync("tea@example.test")).ShouldBe("pending Sending is paused.");
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        await platform.SettleAsync();
        (await StatusAsync("tea@example.test")).ShouldBe("sent");
    }

    private static HttpResponseMessage Refused(string kind, string why)
    {
        var answer = FakeCarriers.Answer(HttpStatusCode.BadRequest, new JsonObject { ["message"] = why }.ToJsonString());
        answer.Headers.Add("x-amzn-ErrorType", kind);
        return answer;
    }

    private static string News(string kind, string club, string message) => new JsonObject
    {
        ["eventType"] = kind,
        ["mail"] = new JsonObject { ["messageId"] = "0102", ["tags"] = new JsonObject { ["ses:configuration-set"] = new JsonArray("padel"), ["tenant"] = new JsonArray(club), ["message"] = new JsonArray(message) } },
        ["bounce"] = new JsonObject { ["bounceType"] = "Permanent", ["bounceSubType"] = "General", ["bouncedRecipients"] = new JsonArray(new JsonObject { ["diagnosticCode"] = "smtp; 550 5.1.1 user unknown" }) },
    }.ToJsonString();

    private Carried CallTo(string address) => platform.Carriers.Of("email.eu-west-1.amazonaws.com").First(call => ((string)call.Json["Destination"]!["ToAddresses"]![0]!).Contains(address, StringComparison.Ordinal));

    private (string Club, string Message) Tags(string address)
    {
        var tags = CallTo(address).Json["EmailTags"]!.AsArray().ToDictionary(tag => (string)tag!["Name"]!, tag => (string)tag!["Value"]!);
        return (tags["tenant"], tags["message"]);
    }

    private Task<string> StatusAsync(string recipient) =>
        platform.ScalarAsync<string>("madrid", $"select concat_ws(' ', status, error_message) from notification_logs where recipient = '{recipient}' and type = 'email' order by created_at limit 1");

    private async Task<HttpStatusCode> TellAsync(JsonNode body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, HearSes.Path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "text/plain") };
        return (await platform.At("localhost").SendAsync(request)).StatusCode;
    }
}
