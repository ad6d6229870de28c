using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// A provider tells us that something happened. The event is stored and answered; a timer acts on it. The same event twice is stored
/// once, and what it says is never believed: it only says which payment to ask the provider about.
/// </summary>
internal sealed class HearProvider(UnitOfWork work, Providers providers, TimeProvider clock)
{
    private const int MostBytes = 256 * 1024;
    private static readonly Refusal NotSigned = new("event_not_signed", StatusCodes.Status401Unauthorized, "This event is not signed by the provider, or it is too old.");

    internal sealed record Answer(bool Received);

    public static void Map(Doors doors) =>
        doors.Api.MapPost("/payments/events/{provider}", HandleAsync).DisableAntiforgery().WithSummary("Events from payment providers");

    private static async Task<IResult> HandleAsync(string provider, HttpRequest request, HearProvider hear, CancellationToken stop)
    {
        using var body = new MemoryStream();
        if (request.ContentLength is not > MostBytes) await request.Body.CopyToAsync(body, stop);
        if (request.ContentLength is > MostBytes || body.Length > MostBytes) return Refusal.Malformed("body", "An event is at most 256 kB long.");
        return await hear.HearAsync(provider, request.Headers, body.ToArray(), stop);
    }

    /// <summary>Hears one event, however it came.</summary>
    public async Task<IResult> HearAsync(string name, IHeaderDictionary headers, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        if (providers.Find(name) is not { } provider) return Refusal.NotFound("This provider");
        if (provider.ReadEvent(headers, body) is not { } heard) return NotSigned;

        await work.BeginAsync(stop);
        // The event may be faster than our own note of the provider's reference: then it is found by the id we gave along.
        var paymentId = await work.Model<PaymentsModel>().Payments
            .Where(payment => payment.Provider == name && (payment.ProviderReference == heard.Reference || payment.Id == heard.PaymentId))
            .Select(payment => (Guid?)payment.Id).FirstOrDefaultAsync(stop);
        if (paymentId is null)
        {
            await work.RollbackAsync();
            return Refusal.NotFound("The payment of this event");
        }
        await using (var complete = work.Command("update payments set provider_reference = $2 where id = $1 and provider_reference is null", paymentId, heard.Reference))
            await complete.ExecuteNonQueryAsync(stop);
        await using var store = work.Command("""
            insert into provider_events (provider, event_id, payment_id, payload, received_at) values ($1, $2, $3, $4::jsonb, $5) on conflict do nothing
            """, name, heard.Id, paymentId, Encoding.UTF8.GetString(body.Span), clock.GetUtcNow());
        if (await store.ExecuteNonQueryAsync(stop) == 1) work.RingAt(clock.GetUtcNow(), ReadProviderEvent.Job, ReadProviderEvent.Key(name, heard.Id));
        await work.CommitAsync(stop);
        return Results.Ok(new Answer(true));
    }
}
