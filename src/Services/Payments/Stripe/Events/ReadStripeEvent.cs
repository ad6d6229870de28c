using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Stripe;

/// <summary>
/// Acts on a stored event: it says which object to ask for, and nothing it claims is believed. However often and in whatever order events come, the
/// object is what it is now, and every note of it only goes forward.
/// </summary>
internal sealed class ReadStripeEvent(UnitOfWork work, ProviderWord word, StripeProvider provider, ConnectingStripe connecting, ReadingPayouts payouts, ReadingDisputes disputes, ReadingRefunds refunds, TimeProvider clock) : ITimerJob
{
    public const string Job = "read-stripe-event";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        if (await FindAsync(key, stop) is not { } told) return;
        var outcome = await ActAsync(told, stop);
        await work.BeginPlatformAsync(stop);
        await using (var done = work.Command("update stripe_events set processed_at = $2, outcome = $3 where id = $1", key, clock.GetUtcNow(), outcome)) await done.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }

    private async Task<string> ActAsync(Told told, CancellationToken stop)
    {
        switch (told.Type)
        {
            case "account.updated" or "capability.updated":
                await connecting.ReadAgainAsync(stop);
                return "read";
            case "account.application.deauthorized":
                await connecting.DisconnectAsync(stop);
                return "disconnected";
            case var type when type.StartsWith("payout.", StringComparison.Ordinal) && told.ObjectId is { } payout:
                await payouts.ReadAsync(payout, new RequestOptions(null, told.Account), stop);
                return "read";
            case var type when type.StartsWith("charge.dispute.", StringComparison.Ordinal) && told.ObjectId is { } dispute:
                return await disputes.ReadAsync(dispute, await provider.RequestAsync(stop), stop) ? "read" : "no payment of ours";
            case var type when type.StartsWith("refund.", StringComparison.Ordinal) || type.StartsWith("charge.refund", StringComparison.Ordinal):
                return await PaymentAsync(told, stop) is { } refunded && await refunds.ReadAsync(refunded, stop) ? "read" : "no payment of ours";
            case var type when type.StartsWith("payment_intent.", StringComparison.Ordinal) || type is "charge.succeeded" or "charge.captured" or "charge.updated":
                if (await PaymentAsync(told, stop) is not { } payment) return "no payment of ours";
                await word.AskAsync(payment, stop);
                return "asked";
            default:
                return "nothing to do";
        }
    }

    // The event may be faster than our own note of what Stripe calls the payment: then it is found by the id we gave along.
    private async Task<Guid?> PaymentAsync(Told told, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var found = await work.Model<PaymentsModel>().Payments
            .Where(one => one.Provider == StripeProvider.ProviderName && ((told.Intent != null && one.ProviderReference == told.Intent) || (one.Id == told.PaymentId && (one.ProviderReference == null || told.Intent == null))))
            .Select(one => (Guid?)one.Id).FirstOrDefaultAsync(stop);
        if (found is not null && told.Intent is not null)
        {
            await using var complete = work.Command("update payments set provider_reference = $2 where id = $1 and provider_reference is null", found, told.Intent);
            await complete.ExecuteNonQueryAsync(stop);
        }
        await work.CommitAsync(stop);
        return found;
    }

    private async Task<Told?> FindAsync(string id, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        Told? told = null;
        await using (var find = work.Command("select type, account, object_id, intent, payment_id from stripe_events where id = $1 and processed_at is null", id))
        await using (var row = await find.ExecuteReaderAsync(stop))
        {
            if (await row.ReadAsync(stop)) told = new Told(row.GetString(0), Text(row, 1), Text(row, 2), Text(row, 3), row.IsDBNull(4) ? null : row.GetGuid(4));
        }
        await work.RollbackAsync();
        return told;
    }

    private static string? Text(System.Data.Common.DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private sealed record Told(string Type, string? Account, string? ObjectId, string? Intent, Guid? PaymentId);
}
