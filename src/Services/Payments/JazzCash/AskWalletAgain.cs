using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Outward;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.JazzCash;

/// <summary>
/// Money may come long after the payer left: a voucher is paid in at a shop, a mobile account confirms late. After the usual questions of the first half
/// hour it is asked about every hour, until a day after the payment's end.
/// </summary>
internal sealed class AskWalletAgain(ProviderWord word, WalletPayments payments, UnitOfWork work, TimeProvider clock) : ITimerJob
{
    public const string Job = "ask-wallet-again";
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterItsEnd = TimeSpan.FromHours(24);

    /// <summary>Sets the first question; the unit of work must be closed.</summary>
    public static async Task SetAsync(UnitOfWork work, Guid paymentId, DateTimeOffset now, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        work.RingAt(now.AddMinutes(ReconcilePayment.AfterMinutes[^1]) + Every, Job, paymentId.ToString());
        await work.CommitAsync(stop);
    }

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var id = Guid.Parse(key);
        if (await payments.FindAsync(id, stop) is not { MaySettle: true } payment) return;
        try
        {
            await word.AskAsync(id, stop);
        }
        catch (ProviderDownException)
        {
            // It does not answer: the next hour is soon enough.
        }
        var next = clock.GetUtcNow() + Every;
        if (next > (payment.ExpiresAt ?? payment.CreatedAt) + AfterItsEnd) return;
        await work.BeginAsync(stop);
        work.RingAt(next, Job, key);
        await work.CommitAsync(stop);
    }
}
