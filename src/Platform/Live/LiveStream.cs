using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Platform.Live;

/// <summary>
/// Answers with server-sent events: <c>changed</c> whenever something behind the tags did, and nothing about what. The page asks for itself
/// again, so nobody learns here what they may not see, and a missed word costs nothing but time. Ends when the client leaves, its session
/// ends or the process stops.
/// </summary>
/// <param name="tags">The tags of <c>AddForgetting</c> to listen to, within the visitor's club.</param>
public sealed class LiveStream(IReadOnlyList<string> tags) : IResult
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(250);

    private static readonly Refusal ClientIsFull = new("too_many_listeners", StatusCodes.Status429TooManyRequests, "Too many live pages are open.");
    private static readonly Refusal TenantIsFull = new("busy", StatusCodes.Status503ServiceUnavailable, "Too many people at once. Please try again in a moment.");

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var visit = services.GetRequiredService<Visit>();
        var (listener, clientIsFull) = services.GetRequiredService<Listeners>().Enter(visit.Tenant!.Id, ClientOf(httpContext, visit.Caller), tags, SinceOf(httpContext), EndTagOf(httpContext));
        if (listener is null)
        {
            httpContext.Response.Headers.RetryAfter = "60";
            await (clientIsFull ? ClientIsFull : TenantIsFull).ExecuteAsync(httpContext);
            return;
        }
        using (listener)
        using (var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping))
        {
            // From here on it only waits: the place among the running requests goes to somebody who needs it.
            httpContext.Features.Get<RunningSlot>()?.Release();
            try
            {
                await SpeakAsync(httpContext, listener, end.Token);
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException)
            {
                // The client left or the process stops: both are the ordinary end.
            }
        }
    }

    private static async Task SpeakAsync(HttpContext http, Listener listener, CancellationToken end)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await SayAsync(http, "retry: 3000\n\n", end);
        var word = listener.WaitAsync(end);
        while (true)
        {
            using var pulse = CancellationTokenSource.CreateLinkedTokenSource(end);
            await Task.WhenAny(word, Task.Delay(Heartbeat, pulse.Token));
            await pulse.CancelAsync();
            end.ThrowIfCancellationRequested();
            if (!word.IsCompleted)
            {
                await SayAsync(http, ":\n\n", end);
                continue;
            }
            await word;
            if (listener.HasEnded) return;
            await SayAsync(http, "event: changed\ndata: 1\n\n", end);
            // A burst is one word more, not a hundred.
            await Task.Delay(Breath, end);
            word = listener.WaitAsync(end);
        }
    }

    private static async Task SayAsync(HttpContext http, string text, CancellationToken end)
    {
        await http.Response.WriteAsync(text, end);
        await http.Response.Body.FlushAsync(end);
    }

    private static string ClientOf(HttpContext http, Caller caller) => caller.AccountId?.ToString() ?? http.Connection.RemoteIpAddress?.ToString() ?? "";

    // What makes memory forget a session, ends what the session listens to.
    private static string? EndTagOf(HttpContext http) => http.User.FindFirst(Claims.Session)?.Value is { } session ? SessionTags.Of(session) : null;

    // A page that says nothing about its age has missed nothing it knows of.
    private static DateTimeOffset SinceOf(HttpContext http) =>
        long.TryParse(http.Request.Query["since"], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < 253_402_300_799_999
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : DateTimeOffset.MaxValue;
}
