using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace PadelSaaS.Notifications.Webhooks;

/// <summary>What came of an attempt.</summary>
/// <param name="Status">HTTP status; none when there was no answer.</param>
/// <param name="Answer">The beginning of what was answered, or why there was nothing.</param>
/// <param name="RetryAfter">How long the reader asks us to wait.</param>
internal sealed record WebhookOutcome(int? Status, string Answer, int TookMs, TimeSpan? RetryAfter = null)
{
    public bool IsDelivered => Status is >= 200 and < 300;
}

/// <summary>
/// Carries a message to a club's own address: ten seconds (<c>Webhooks:PatienceSeconds</c>), no redirect, no cookie, no proxy, and to public addresses only. With
/// <c>Webhooks:AllowPrivate</c> (the default in development) anything may be reached, by plain http too.
/// </summary>
internal sealed class WebhookClient : IDisposable
{
    private const int AnswerBytes = 1000;
    private readonly TimeSpan patience;
    private readonly HttpClient http;

    public WebhookClient(IConfiguration configuration, IHostEnvironment environment)
    {
        AllowsPrivate = configuration.GetValue("Webhooks:AllowPrivate", environment.IsDevelopment());
        patience = TimeSpan.FromSeconds(configuration.GetValue("Webhooks:PatienceSeconds", 10));
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxConnectionsPerServer = 4,
            MaxResponseHeadersLength = 16,
            ConnectCallback = ConnectAsync,
        };
        http = new HttpClient(handler) { Timeout = patience };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("PadelSaaS-Webhooks", "1"));
    }

    /// <summary>Whether our own network may be reached.</summary>
    public bool AllowsPrivate { get; }

    /// <summary>Sends; a failure of any kind is an outcome.</summary>
    public async Task<WebhookOutcome> SendAsync(string url, string body, IEnumerable<(string Name, string Value)> headers, CancellationToken stop)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await SendAsync(url, content, headers, stop);
    }

    /// <inheritdoc cref="SendAsync(string, string, IEnumerable{ValueTuple{string, string}}, CancellationToken)"/>
    public async Task<WebhookOutcome> SendAsync(string url, HttpContent content, IEnumerable<(string Name, string Value)> headers, CancellationToken stop)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
            foreach (var (name, value) in headers) request.Headers.Add(name, value);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return new WebhookOutcome((int)answer.StatusCode, await BeginningAsync(answer, stop), Took(), answer.Headers.RetryAfter?.Delta);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new WebhookOutcome(null, "No answer in time.", Took());
        }
        catch (HttpRequestException failure)
        {
            return new WebhookOutcome(null, Why(failure), Took());
        }
        catch (IOException)
        {
            return new WebhookOutcome(null, "The connection broke.", Took());
        }

        int Took() => (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    // No more than the log shows is read: an answer without an end costs nothing.
    private async Task<string> BeginningAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(patience);
        await using var stream = await answer.Content.ReadAsStreamAsync(end.Token);
        var bytes = new byte[AnswerBytes];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, end.Token);
        return Encoding.UTF8.GetString(bytes, 0, read).Replace("\0", "", StringComparison.Ordinal);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop);
        if (!AllowsPrivate && Array.Exists(addresses, address => !PublicAddress.Is(address))) throw new UnauthorizedAccessException("This name leads into a private network.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Why(HttpRequestException failure) => failure.HttpRequestError switch
    {
        _ when failure.InnerException is UnauthorizedAccessException closed => closed.Message,
        HttpRequestError.NameResolutionError => "The name does not resolve.",
        HttpRequestError.SecureConnectionError => "The secure connection failed: is the certificate valid?",
        HttpRequestError.ConnectionError when failure.InnerException is SocketException { SocketErrorCode: SocketError.HostNotFound } => "The name does not resolve.",
        HttpRequestError.ConnectionError => "Nobody answers at this address.",
        HttpRequestError.ResponseEnded => "The connection broke.",
        _ => failure.Message,
    };
}
