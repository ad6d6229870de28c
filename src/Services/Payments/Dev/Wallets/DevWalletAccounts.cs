using System.Text.Json;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Payments.EasyPaisa;
using PadelSaaS.Payments.JazzCash;
using PadelSaaS.Payments.Settings;

namespace PadelSaaS.Payments.Dev.Wallets;

/// <summary>In Development, gives a club that wants JazzCash or EasyPaisa an account at the company that stands in. One it has already stays.</summary>
internal sealed class DevWalletAccounts(ProviderAccounts accounts, IHostEnvironment environment, TimeProvider clock)
{
    /// <summary>Inside the open unit of work.</summary>
    public async Task EnsureAsync(IEnumerable<string> providers, CancellationToken stop)
    {
        if (!environment.IsDevelopment()) return;
        foreach (var provider in providers)
        {
            if (provider == JazzCashProvider.ProviderName)
                await MakeAsync(provider, new { merchantId = DevJazzCash.Merchant, txnType = JazzCashAccount.MobileAccount }, new { password = DevJazzCash.Password, salt = DevJazzCash.Salt, mpin = DevJazzCash.Mpin }, stop);
            else if (provider == EasyPaisaProvider.ProviderName)
                await MakeAsync(provider, new { storeId = DevEasyPaisa.Store, accountNumber = DevEasyPaisa.AccountNumber, userName = DevEasyPaisa.UserName }, new { password = DevEasyPaisa.Password, hashKey = DevEasyPaisa.HashKey }, stop);
        }
    }

    private async Task MakeAsync(string provider, object said, object secrets, CancellationToken stop)
    {
        var account = await accounts.LockAsync(provider, stop);
        if (account.IsReady) return;
        account.Write(said, clock.GetUtcNow());
        (account.Secrets, account.State) = (JsonSerializer.Serialize(secrets), ProviderAccount.Ready);
    }
}
