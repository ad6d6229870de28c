using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.JazzCash;

/// <summary>Our own note of a payment, found by what a wallet company says about it. The unit of work must be closed.</summary>
internal sealed class WalletPayments(UnitOfWork work)
{
    public Task<Payment?> FindAsync(Guid id, CancellationToken stop) => ReadAsync(payments => payments.FirstOrDefaultAsync(one => one.Id == id, stop), stop);

    public Task<Payment?> FindAsync(string provider, string reference, CancellationToken stop) =>
        ReadAsync(payments => payments.FirstOrDefaultAsync(one => one.Provider == provider && one.ProviderReference == reference, stop), stop);

    private async Task<Payment?> ReadAsync(Func<IQueryable<Payment>, Task<Payment?>> find, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var found = await find(work.Model<PaymentsModel>().Payments.AsNoTracking());
        await work.RollbackAsync();
        return found;
    }
}
