using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Stripe;

/// <summary>A request as it left.</summary>
internal sealed record SentToStripe(string Method, string Path, string Form, IReadOnlyDictionary<string, string> Headers)
{
    public string? Key => Headers.GetValueOrDefault("Idempotency-Key");

    /// <summary>Parameters by their keys as sent.</summary>
    public IReadOnlyDictionary<string, string> Said => Form.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
}

/// <summary>Answers as a test tells it to, and keeps what was asked. Every key that is sent has to be one that Stripe documents.</summary>
internal sealed partial class ScriptedStripe : HttpMessageHandler
{
    private static readonly Dictionary<string, string[]> Documented = JsonSerializer.Deserialize<Dictionary<string, string[]>>(
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "Tests", "Payments", "Stripe", "stripe-2026-10-28.form-keys.json")))!;

    private readonly Queue<Func<SentToStripe, HttpResponseMessage>> script = new();

    public List<SentToStripe> Sent { get; } = [];

    /// <summary>What to answer when the script is at its end.</summary>
    public Func<SentToStripe, HttpResponseMessage> Otherwise { get; set; } = sent => throw new InvalidOperationException($"Nobody expected {sent.Method} {sent.Path}");

    public ScriptedStripe Then(object body, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers)
    {
        script.Enqueue(_ => Answer(body, status, headers));
        return this;
    }

    public ScriptedStripe ThenBreaks()
    {
        script.Enqueue(_ => throw new HttpRequestException("The connection broke."));
        return this;
    }

    public static HttpResponseMessage Answer(object body, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };
        answer.Headers.Add("Request-Id", "req_1");
        foreach (var (name, value) in headers) answer.Headers.Add(name, value);
        return answer;
    }

    /// <summary>Keys that Stripe does not know at this operation.</summary>
    public static IEnumerable<string> Unknown(string method, string path, IEnumerable<string> keys)
    {
        var operation = $"{method} {Templates().Aggregate(path, (text, template) => Regex.Replace(text, template.Pattern, template.Name))}";
        var known = Documented.GetValueOrDefault(operation);
        return keys.Select(key => Index().Replace(key, "[]")).Where(key => key != "expand[]" && known?.Contains(key) != true && known?.Contains(Member().Replace(key, "[*]")) != true
            && !(method == "GET" && known is null && key is "limit" or "starting_after" or "created[gte]" or "created[lt]"));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = request.Content is null ? request.RequestUri!.Query.TrimStart('?') : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
        var sent = new SentToStripe(request.Method.Method, request.RequestUri!.AbsolutePath.Replace("/dev/stripe", "", StringComparison.Ordinal), form, headers);
        lock (Sent) Sent.Add(sent);
        Unknown(sent.Method, sent.Path, sent.Said.Keys).ShouldBeEmpty($"{sent.Method} {sent.Path}");
        Func<SentToStripe, HttpResponseMessage> answer;
        lock (script) answer = script.Count > 0 ? script.Dequeue() : Otherwise;
        return answer(sent);
    }

    private static (string Pattern, string Name)[] Templates() =>
        [(@"/payment_intents/pi_\w+", "/payment_intents/{intent}"), (@"/application_fees/fee_\w+", "/application_fees/{id}"), (@"/accounts/acct_\w+", "/accounts/{account}")];

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();

    [GeneratedRegex(@"\[\w+\]$")]
    private static partial Regex Member();
}
