using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace PadelSaaS.Tests.Notifications.Carriers;

/// <summary>A call as it left.</summary>
internal sealed record Carried(string Method, Uri Address, string Body)
{
    public string? Authorization { get; init; }

    /// <summary>When AWS is told that it was signed.</summary>
    public string? SignedAt { get; init; }

    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>A field of a form.</summary>
    public string? this[string field] => Body.Split('&').Select(pair => pair.Split('=', 2)).Where(pair => WebUtility.UrlDecode(pair[0]) == field).Select(pair => WebUtility.UrlDecode(pair[1])).FirstOrDefault();
}

/// <summary>Stands where SendGrid, Amazon, Twilio and Meta would answer, keeps what was asked, and fails as it is told to.</summary>
internal sealed class FakeCarriers : HttpMessageHandler
{
    private readonly List<Carried> calls = [];
    private int made;

    /// <summary>What SNS signs with.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>What to answer instead of yes; <see langword="null"/> for yes.</summary>
    public Func<Carried, HttpResponseMessage?> Instead { get; set; } = _ => null;

    public IReadOnlyList<Carried> Of(string host)
    {
        lock (calls) return [.. calls.Where(call => call.Address.Host == host)];
    }

    public static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = new Carried(request.Method.Method, request.RequestUri!, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken))
        {
            Authorization = request.Headers.TryGetValues("Authorization", out var said) ? said.Single() : null,
            SignedAt = request.Headers.TryGetValues("X-Amz-Date", out var dates) ? dates.Single() : null,
        };
        int number;
        lock (calls)
        {
            calls.Add(call);
            number = ++made;
        }
        if (Instead(call) is { } other) return other;
        return call.Address.Host switch
        {
            "api.sendgrid.com" => new HttpResponseMessage(HttpStatusCode.Accepted) { Headers = { { "X-Message-Id", $"sg-{number}" } } },
            "graph.facebook.com" => Answer(HttpStatusCode.OK, $$"""{ "messaging_product": "whatsapp", "messages": [{ "id": "wamid.{{number}}" }] }"""),
            "api.twilio.com" when call.Method == "GET" => Answer(HttpStatusCode.OK, """{ "messages": [] }"""),
            "api.twilio.com" => Answer(HttpStatusCode.Created, $$"""{ "sid": "SM{{number:x32}}", "status": "queued" }"""),
            "email.eu-west-1.amazonaws.com" => Answer(HttpStatusCode.OK, $$"""{ "MessageId": "ses-{{number}}" }"""),
            "sns.eu-west-1.amazonaws.com" => Answer(HttpStatusCode.OK, call.Address.AbsolutePath.EndsWith(".pem", StringComparison.Ordinal) ? Certificate : "<ConfirmSubscriptionResponse/>"),
            _ => throw new InvalidOperationException($"Nobody expected {call.Address}"),
        };
    }
}
