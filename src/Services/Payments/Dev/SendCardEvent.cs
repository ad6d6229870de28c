using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// The card company calls back. It has no network of its own here, so it hands raw bytes and signature to the same use case that
/// answers the public address.
/// </summary>
internal sealed class SendCardEvent(HearProvider hear, DevCardCompany company, DevProvider provider, CurrentTenant tenant, TimeProvider clock) : ITimerJob
{
    public const string Job = "dev-card-event";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        if (key.Split(' ') is not [var reference, var eventId] || await company.FindAsync(tenant.Info.Id, reference, stop) is not { } payment) return;

        var type = payment.Outcome == "succeeded" ? payment.IsHold ? "payment.held" : "payment.succeeded" : "payment.declined";
        var body = JsonSerializer.SerializeToUtf8Bytes(new DevEvent(eventId, type, reference, payment.OrderId), JsonSerializerOptions.Web);
        var headers = new HeaderDictionary { [DevProvider.SignatureHeader] = EventSignature.Sign(body, provider.EventSecret, clock.GetUtcNow()) };
        if (await hear.HearAsync(DevProvider.ProviderName, headers, body, stop) is IStatusCodeHttpResult { StatusCode: 200 }) return;
        throw new InvalidOperationException($"The event {eventId} about {reference} was refused; it will be sent again.");
    }
}
