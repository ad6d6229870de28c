using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Acts on a stored event by asking the provider about the payment it names. The event's own words are never believed.</summary>
internal sealed class ReadProviderEvent(UnitOfWork work, ProviderWord provider, TimeProvider clock) : ITimerJob
{
    public const string Job = "read-provider-event";

    public static string Key(string provider, string eventId) => $"{provider} {eventId}";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var (name, eventId) = (key.Split(' ', 2)[0], key.Split(' ', 2)[1]);
        if (await FindAsync(name, eventId, stop) is not { } paymentId) return;

        await provider.AskAsync(paymentId, stop);
        await work.BeginAsync(stop);
        await using var done = work.Command("update provider_events set processed_at = $3 where provider = $1 and event_id = $2", name, eventId, clock.GetUtcNow());
        await done.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }

    private async Task<Guid?> FindAsync(string provider, string eventId, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var find = work.Command("select payment_id from provider_events where provider = $1 and event_id = $2 and processed_at is null", provider, eventId);
        var found = (Guid?)await find.ExecuteScalarAsync(stop);
        await work.RollbackAsync();
        return found;
    }
}
