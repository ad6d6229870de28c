using PadelSaaS.Payments.EasyPaisa;
using PadelSaaS.Payments.Settings;

namespace PadelSaaS.Payments.JazzCash;

/// <summary>The present club's own accounts at JazzCash and EasyPaisa.</summary>
internal sealed class WalletAccounts(ProviderAccounts accounts)
{
    /// <exception cref="InvalidOperationException">The club has none.</exception>
    public async Task<JazzCashAccount> JazzCashAsync(CancellationToken stop) =>
        await FindJazzCashAsync(stop) ?? throw new InvalidOperationException("The club has no account at JazzCash.");

    /// <summary>The account, if the club has one.</summary>
    public Task<JazzCashAccount?> FindJazzCashAsync(CancellationToken stop) => accounts.FindAsync<JazzCashAccount>(JazzCashProvider.ProviderName, stop);

    /// <exception cref="InvalidOperationException">The club has none.</exception>
    public async Task<EasyPaisaAccount> EasyPaisaAsync(CancellationToken stop) =>
        await accounts.FindAsync<EasyPaisaAccount>(EasyPaisaProvider.ProviderName, stop) ?? throw new InvalidOperationException("The club has no account at EasyPaisa.");
}
