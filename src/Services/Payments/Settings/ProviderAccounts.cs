using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Settings;

/// <summary>The present club's agreements with providers. Reads stand in the asker's transaction where one is open.</summary>
internal sealed class ProviderAccounts(UnitOfWork work, CurrentTenant tenant, TimeProvider clock)
{
    /// <summary>Public values and secrets together; <see langword="null"/> when the club has agreed nothing with this provider.</summary>
    public async Task<T?> FindAsync<T>(string provider, CancellationToken stop = default) where T : class => (await FindAsync(provider, stop))?.Read<T>();

    /// <summary>The row.</summary>
    public Task<ProviderAccount?> FindAsync(string provider, CancellationToken stop = default) =>
        ReadAsync(model => model.ProviderAccounts.AsNoTracking().FirstOrDefaultAsync(one => one.Provider == provider, stop), stop);

    /// <summary>All rows, by provider.</summary>
    public Task<Dictionary<string, ProviderAccount>> AllAsync(CancellationToken stop = default) =>
        ReadAsync(model => model.ProviderAccounts.AsNoTracking().ToDictionaryAsync(one => one.Provider, stop), stop);

    /// <summary>Names of the providers with which nothing is missing, whatever was switched on.</summary>
    public Task<List<string>> ReadyAsync(CancellationToken stop = default) =>
        ReadAsync(model => model.ProviderAccounts.Where(one => one.State == ProviderAccount.Ready).Select(one => one.Provider).ToListAsync(stop), stop);

    /// <summary>The row, made where there was none, locked until the open unit of work ends. Saved with it.</summary>
    public async Task<ProviderAccount> LockAsync(string provider, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using (var make = work.Command("insert into provider_accounts (id, provider, state, updated_at) values ($1, $2, 'incomplete', $3) on conflict (provider) do nothing", Guid.CreateVersion7(now), provider, now))
            await make.ExecuteNonQueryAsync(stop);
        return await work.Model<PaymentsModel>().ProviderAccounts.FromSql($"select * from provider_accounts where provider = {provider} for update").SingleAsync(stop);
    }

    /// <summary>Says that something changed by which ways to pay are chosen.</summary>
    public void Changed() => work.Tell(new PaymentMethodsChanged(tenant.Info.Id));

    private async Task<T> ReadAsync<T>(Func<PaymentsModel, Task<T>> read, CancellationToken stop)
    {
        if (work.IsOpen) return await read(work.Model<PaymentsModel>());

        await work.BeginAsync(stop);
        var answer = await read(work.Model<PaymentsModel>());
        await work.RollbackAsync();
        return answer;
    }
}
