using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>A lot ends: what is left of it becomes the club's, tax as the club says. Shortly before, its holder hears of it.</summary>
internal sealed class EndLot(UnitOfWork work, Wallets wallets, TimeProvider clock) : ITimerJob
{
    public const string Job = "end-lot";

    /// <summary>How long before the end its holder is told.</summary>
    public static readonly TimeSpan Warn = TimeSpan.FromDays(7);

    public async Task RingAsync(string key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var id = Guid.Parse(key);
        var lot = await work.Model<PaymentsModel>().WalletLots.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        if (lot is { LeftMinor: > 0, ExpiresAt: { } end })
        {
            if (end > clock.GetUtcNow()) work.Tell(new CreditEndsSoon(lot.Id, lot.AccountId, lot.Label, lot.Left, end));
            else await wallets.TakeAsync(lot, "expired", null, lot.Id, [(Account.Sales, 0), (Account.Tax, (await wallets.SettingsAsync(stop)).BreakageTaxBps)], stop);
        }
        await work.CommitAsync(stop);
    }
}
