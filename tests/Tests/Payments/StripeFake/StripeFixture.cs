using System.Collections.Concurrent;
using System.Net;
using PadelSaaS.Payments.StripeFake;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.StripeFake;

/// <summary>An event as a merchant's server got it.</summary>
internal sealed record HeardEvent(Uri Url, byte[] Body, string Signature);

/// <summary>The platform with its development Stripe, whose events end in a list.</summary>
public sealed class StripeFixture : PlatformFixture
{
    internal ConcurrentQueue<HeardEvent> Heard { get; } = new();

    /// <summary>What merchants answer to events.</summary>
    public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

    private protected override StripeLine StripeEvents(HttpMessageHandler toThisProcess) => new(new Listening(this));

    private sealed class Listening(StripeFixture fixture) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            fixture.Heard.Enqueue(new HeardEvent(request.RequestUri!, await request.Content!.ReadAsByteArrayAsync(cancellationToken), request.Headers.GetValues("Stripe-Signature").Single()));
            return new HttpResponseMessage(fixture.Answer);
        }
    }
}
