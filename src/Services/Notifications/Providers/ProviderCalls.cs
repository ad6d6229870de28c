using System.Net;
using PadelSaaS.Platform.Outward;
using Polly.CircuitBreaker;

namespace PadelSaaS.Notifications.Providers;

/// <summary>What a provider answered, when it was neither broken nor in a hurry.</summary>
internal sealed record ProviderAnswer(int Status, string Body, Func<string, string?> Header)
{
    public bool IsGood => Status is >= 200 and < 300;
}

/// <summary>Makes a call to a provider of messages within its guard, and tells apart what may be tried again, what never will be, and what nobody knows.</summary>
internal sealed class ProviderCalls(IHttpClientFactory clients, ProviderGuards guards)
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "messages";

    /// <param name="request">Made anew for the call.</param>
    /// <param name="read">What an answer means that is no 5xx, 429, 401 or 403.</param>
    public async Task<Handover> SendAsync(string provider, Func<HttpRequestMessage> request, Func<ProviderAnswer, Handover> read, CancellationToken stop)
    {
        try
        {
            return await guards.Of(provider).RunAsync(inTime => OnceAsync(provider, request, read, inTime), stop);
        }
        catch (ProviderDownException down)
        {
            return HasLeft(down) ? Handover.Unknown(down.Message) : Handover.Later(down.Message);
        }
    }

    private async Task<Handover> OnceAsync(string provider, Func<HttpRequestMessage> request, Func<ProviderAnswer, Handover> read, CancellationToken stop)
    {
        using var message = request();
        using var http = clients.CreateClient(Client);
        using var answer = await http.SendAsync(message, stop);
        var body = await answer.Content.ReadAsStringAsync(stop);
        return answer.StatusCode switch
        {
            >= HttpStatusCode.InternalServerError => throw new ProviderDownException(provider, $"it answered {(int)answer.StatusCode}"),
            HttpStatusCode.TooManyRequests => Handover.Later($"'{provider}' asks us to slow down.", answer.Headers.RetryAfter?.Delta),
            // A key that was changed is put right by somebody, and the message is not at fault.
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Handover.Later($"'{provider}' does not accept our credentials ({(int)answer.StatusCode})."),
            _ => read(new ProviderAnswer((int)answer.StatusCode, body, name => answer.Headers.TryGetValues(name, out var values) ? values.First() : null)),
        };
    }

    // What was answered was not taken; what never reached anybody was not either. In between nobody knows.
    private static bool HasLeft(ProviderDownException down) => down.InnerException switch
    {
        null or BrokenCircuitException => false,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError } => false,
        _ => true,
    };
}
