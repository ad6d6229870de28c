using System.Text;
using Microsoft.Extensions.Logging;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>
/// Sends one event to one address: signed over its bytes with the time, tried again with longer and longer waits until it is taken, at most six times. Neither
/// the order nor once-only is promised, as with Stripe.
/// </summary>
internal sealed class SendStripeEvent(UnitOfWork work, StripeEndpoints endpoints, StripeLine line, TimeProvider clock, ILogger<SendStripeEvent> log) : ITimerJob
{
    public const string Job = "dev-stripe-event";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(3)];

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var (id, endpointId, copy) = key.Split(' ') is [var first, var second, var third] ? (first, second, int.Parse(third, System.Globalization.CultureInfo.InvariantCulture)) : throw new InvalidOperationException($"'{key}' says nothing.");
        await work.BeginPlatformAsync(stop);
        if (!endpoints.CanBeReached)
        {
            work.RingAt(clock.GetUtcNow() + Soon, Job, key);
            await work.CommitAsync(stop);
            return;
        }
        var books = new StripeBooks(work, endpoints, clock.GetUtcNow(), "", null);
        if (await books.TryFindAsync(id, stop) is not { } told || await EndpointAsync(books, endpointId, stop) is not { } endpoint || await IsDeliveredAsync(id, endpointId, copy, stop)) return;
        await work.RollbackAsync();

        var status = await PostAsync(endpoint, Encoding.UTF8.GetBytes(told.Body.ToJsonString()), stop);
        await work.BeginPlatformAsync(stop);
        await using var note = work.Command("update dev_stripe_deliveries set attempts = attempts + 1, last_status = $4, delivered_at = $5 where event = $1 and endpoint = $2 and copy = $3 returning attempts",
            id, endpointId, copy, status, status is >= 200 and < 300 ? clock.GetUtcNow() : null);
        var attempts = (int)(await note.ExecuteScalarAsync(stop))!;
        if (status is not (>= 200 and < 300) && attempts <= Waits.Length) work.RingAt(clock.GetUtcNow() + Waits[attempts - 1], Job, key);
        await work.CommitAsync(stop);
    }

    private async Task<int?> PostAsync(StripeEndpoint endpoint, byte[] body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.Add("Stripe-Signature", EventSignature.Sign(body, endpoint.Secret, clock.GetUtcNow()));
        request.Headers.UserAgent.ParseAdd("Stripe/1.0");
        if (endpoint.Host is { } host) request.Headers.Host = host;
        try
        {
            using var answer = await line.SendAsync(request, stop);
            return (int)answer.StatusCode;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            log.LogDebug("An event did not reach {Endpoint}: {Error}", endpoint.Id, broken.Message);
            return null;
        }
    }

    private async Task<StripeEndpoint?> EndpointAsync(StripeBooks books, string id, CancellationToken stop)
    {
        if (id is StripeEndpoints.OwnAccount or StripeEndpoints.OwnConnect) return endpoints.Own(id);
        return await books.TryFindAsync(id, stop) is { Status: "enabled" } made ? StripeEndpoints.Of(made) : null;
    }

    private async Task<bool> IsDeliveredAsync(string id, string endpoint, int copy, CancellationToken stop)
    {
        await using var find = work.Command("select delivered_at is not null from dev_stripe_deliveries where event = $1 and endpoint = $2 and copy = $3", id, endpoint, copy);
        return await find.ExecuteScalarAsync(stop) is true or null;
    }
}

/// <summary>The network between Stripe and merchants. A test may put another one in its place.</summary>
internal class StripeLine : IDisposable
{
    private readonly HttpClient http;

    public StripeLine() => http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, MaxConnectionsPerServer = 4 }) { Timeout = TimeSpan.FromSeconds(15) };

    public StripeLine(HttpMessageHandler handler) => http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(15) };

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop) => http.SendAsync(request, stop);

    public void Dispose() => http.Dispose();
}
