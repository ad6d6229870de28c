using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PadelSaaS.Platform.Outward;
using Polly.CircuitBreaker;

namespace PadelSaaS.Payments.Stripe;

/// <summary>What carries requests; another in tests.</summary>
internal sealed record StripeTransport(HttpMessageHandler Handler);

/// <summary>
/// Speaks with Stripe: form-encoded, pinned to a version, on a club's account where one is named. A call with a key may be repeated and is, as Stripe's
/// own libraries do: what Stripe says in <c>Stripe-Should-Retry</c>, otherwise a broken connection, 409 and 5xx; 429 by us, with more patience.
/// </summary>
internal sealed class StripeClient : IDisposable
{
    private const int MostAttempts = 3;
    private const int MostAttemptsWhenHurried = 5;

    private readonly StripeSettings settings;
    private readonly ProviderGuard guard;
    private readonly TimeProvider clock;
    private readonly ILogger<StripeClient> log;
    private readonly HttpClient http;

    public StripeClient(StripeSettings settings, StripeTransport transport, ProviderGuards guards, TimeProvider clock, ILogger<StripeClient> log)
    {
        (this.settings, this.clock, this.log) = (settings, clock, log);
        guard = guards.Of(StripeProvider.ProviderName);
        // The guard says how long a call may take.
        http = new HttpClient(transport.Handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public Task<T> GetAsync<T>(string path, object? options, RequestOptions request, CancellationToken stop)
    {
        var query = StripeForm.Encode(options);
        return SendAsync<T>(HttpMethod.Get, query.Length == 0 ? path : $"{path}?{query}", null, request, stop);
    }

    public Task<T> PostAsync<T>(string path, object? options, RequestOptions request, CancellationToken stop) => SendAsync<T>(HttpMethod.Post, path, StripeForm.Encode(options), request, stop);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<T> SendAsync<T>(HttpMethod method, string path, string? form, RequestOptions request, CancellationToken stop)
    {
        // What carries no key is done again by whoever asked for it, or not at all.
        var mayRepeat = method == HttpMethod.Get || request.IdempotencyKey is not null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var text = await guard.RunAsync(inTime => OnceAsync(method, path, form, request, inTime), stop);
                return JsonSerializer.Deserialize<T>(text, StripeForm.Json) ?? throw new JsonException($"Stripe answered nothing to {method} {path.Split('?')[0]}.");
            }
            catch (ProviderDownException down) when (mayRepeat && attempt < MostAttempts && MayRepeat(down))
            {
                await WaitAsync(attempt, stop);
            }
            catch (StripeException refused) when (mayRepeat && attempt < (refused.Status == 429 ? MostAttemptsWhenHurried : MostAttempts) && MayRepeat(refused))
            {
                await WaitAsync(refused.Status == 429 ? attempt + 1 : attempt, stop);
            }
        }
    }

    private static bool MayRepeat(StripeException refused) => refused.ShouldRetry ?? refused.Status is 409 or 429 or >= 500;

    private static bool MayRepeat(ProviderDownException down) => down.InnerException switch
    {
        StripeException answered => MayRepeat(answered),
        BrokenCircuitException or null => false,
        _ => true,
    };

    private Task WaitAsync(int attempt, CancellationToken stop)
    {
        var most = settings.RetryMilliseconds * (1 << (attempt - 1));
        return Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(most / 2, most + 1)), clock, stop);
    }

    private async Task<string> OnceAsync(HttpMethod method, string path, string? form, RequestOptions request, CancellationToken stop)
    {
        var begun = Stopwatch.GetTimestamp();
        using var message = Message(method, path, form, request);
        using var answer = await http.SendAsync(message, stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        var (status, requestId) = ((int)answer.StatusCode, Header(answer, "Request-Id"));
        // Neither keys nor bodies nor queries: only what support of either side needs to find the call.
        log.LogInformation("Stripe {Method} {Path} on {Account}: {Status} in {Milliseconds} ms, {RequestId}",
            method.Method, path.Split('?')[0], request.StripeAccount ?? "the platform", status, (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds, requestId);
        if (answer.IsSuccessStatusCode) return text;

        var refused = new StripeException(status, ErrorOf(text), requestId) { ShouldRetry = bool.TryParse(Header(answer, "Stripe-Should-Retry"), out var retry) ? retry : null };
        throw status >= 500 ? new ProviderDownException(StripeProvider.ProviderName, $"it answered {status}", refused) : refused;
    }

    private HttpRequestMessage Message(HttpMethod method, string path, string? form, RequestOptions request)
    {
        var message = new HttpRequestMessage(method, $"{settings.Api.AbsoluteUri.TrimEnd('/')}{path}");
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.SecretKey);
        message.Headers.Add("Stripe-Version", StripeSettings.Version);
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("PadelSaaS", "1"));
        if (settings.Host is { } host) message.Headers.Host = host;
        if (request.StripeAccount is { } account) message.Headers.Add("Stripe-Account", account);
        if (request.IdempotencyKey is { } key) message.Headers.Add("Idempotency-Key", key);
        if (form is not null) message.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        return message;
    }

    private static StripeError ErrorOf(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ErrorAnswer>(text, StripeForm.Json)?.Error ?? Unsaid;
        }
        catch (JsonException)
        {
            // A proxy's page, or nothing at all.
            return Unsaid;
        }
    }

    private static StripeError Unsaid => new(null, null, null, null, null, null);

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private sealed record ErrorAnswer(StripeError? Error);
}
