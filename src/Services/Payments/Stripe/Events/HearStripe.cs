using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Stripe;

/// <summary>
/// Stripe tells us that something happened, at one of two addresses of the platform: its own account's events, and clubs'. The bytes are checked as they
/// came, the event is stored once and answered; a timer of the club acts on it. An event whose club nobody knows is stored all the same.
/// </summary>
internal sealed class HearStripe(UnitOfWork work, StripeSettings settings, ITenantStore tenants, IServiceScopeFactory scopes, TimeProvider clock)
{
    public const string AccountPath = "/api/v1/payments/stripe/events", ConnectPath = "/api/v1/payments/stripe/connect";

    private const string Header = "Stripe-Signature";
    private const int MostBytes = 512 * 1024;
    private static readonly Refusal NotSigned = new("event_not_signed", StatusCodes.Status401Unauthorized, "This event is not signed by Stripe, or it is too old.");
    private static readonly Refusal OtherWorld = Refusal.Malformed("livemode", "This event is of another mode: here is no real money, or here is nothing else.");

    internal sealed record Answer(bool Received);

    public static void Map(Doors doors)
    {
        doors.Portal.MapPost(AccountPath, (HttpRequest request, HearStripe hear, CancellationToken stop) => hear.HearAsync(request, "account", stop)).DisableAntiforgery();
        doors.Portal.MapPost(ConnectPath, (HttpRequest request, HearStripe hear, CancellationToken stop) => hear.HearAsync(request, "connect", stop)).DisableAntiforgery();
    }

    private async Task<IResult> HearAsync(HttpRequest request, string endpoint, CancellationToken stop)
    {
        using var body = new MemoryStream();
        if (request.ContentLength is > MostBytes) return Refusal.Malformed("body", "An event is at most 512 kB long.");
        await request.Body.CopyToAsync(body, stop);
        var bytes = body.ToArray();
        var secrets = endpoint == "connect" ? settings.ConnectEventSecrets : settings.EventSecrets;
        var now = clock.GetUtcNow();
        if (!secrets.Any(secret => EventSignature.Holds(request.Headers[Header], bytes, secret, now))) return NotSigned;
        if (Heard.Read(bytes) is not { } heard) return Refusal.Malformed("body", "This is no event of Stripe.");
        if (heard.Live != settings.Live) return OtherWorld;

        var tenant = await StoreAsync(heard, endpoint, now, stop);
        if (tenant is { } owner && await tenants.FindAsync(owner, stop) is { } club) await RingAsync(club, heard.Id, stop);
        return Results.Ok(new Answer(true));
    }

    // Told again, it may belong to a club by now, or its timer may have been lost with the process: both are set right.
    private async Task<Guid?> StoreAsync(Heard heard, string endpoint, DateTimeOffset now, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        await using var store = work.Command("""
            insert into stripe_events (id, endpoint, type, account, object_id, intent, payment_id, tenant_id, told_at, received_at)
            values ($1, $2, $3, $4, $5, $6, $7, coalesce((select tenant_id from stripe_accounts where account = $4), (select tenant_id from stripe_accounts where tenant_id = $8)), $9, $10)
            on conflict (id) do update set tenant_id = coalesce(stripe_events.tenant_id, excluded.tenant_id)
            returning case when processed_at is null then tenant_id end
            """, heard.Id, endpoint, heard.Type, heard.Account, heard.ObjectId, heard.Intent, heard.PaymentId, heard.TenantId, heard.At, now);
        var tenant = await store.ExecuteScalarAsync(stop) as Guid?;
        await work.CommitAsync(stop);
        return tenant;
    }

    // The portal belongs to no club: the timer is set in a scope of the club's own.
    private async Task RingAsync(TenantInfo club, string eventId, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(club);
        var theirs = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await theirs.BeginAsync(stop);
        theirs.RingAt(clock.GetUtcNow(), ReadStripeEvent.Job, eventId);
        await theirs.CommitAsync(stop);
    }

    /// <summary>What of an event leads to the object it is about.</summary>
    internal sealed record Heard(string Id, string Type, string? Account, string? ObjectId, string? Intent, Guid? PaymentId, Guid? TenantId, bool Live, DateTimeOffset At)
    {
        public static Heard? Read(byte[] bytes)
        {
            try
            {
                var told = JsonNode.Parse(bytes) as JsonObject;
                if ((string?)told?["id"] is not { Length: > 0 and <= 255 } id || (string?)told["type"] is not { Length: <= 255 } type || told["data"]?["object"] is not JsonObject about) return null;
                var intent = (string?)about["object"] == "payment_intent" ? (string?)about["id"] : Expanded.IdOf(about["payment_intent"]);
                var metadata = about["metadata"] as JsonObject;
                return new Heard(id, type, (string?)told["account"], (string?)about["id"], intent, IdIn(metadata, StripeProvider.PaymentKey), IdIn(metadata, StripeProvider.TenantKey),
                    (bool?)told["livemode"] ?? false, DateTimeOffset.FromUnixTimeSeconds((long?)told["created"] ?? 0));
            }
            catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException or ArgumentException)
            {
                return null;
            }
        }

        private static Guid? IdIn(JsonObject? metadata, string key) => Guid.TryParse((string?)metadata?[key], out var id) ? id : null;
    }
}
