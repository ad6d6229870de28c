using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Payments.Desk;
using PadelSaaS.Payments.Settings;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Outward;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>What other services may ask of Payments. Reads use the asker's transaction where one is open, so that they see what it has done.</summary>
internal sealed class PaymentQuestions(UnitOfWork work, CurrentTenant tenant, Cached cached, Providers providers, ProviderAccounts accounts, ProviderGuards guards, StartPayment starting, PayByWallet wallet, TimeProvider clock) : IPayments
{
    public const string SettingsTag = "payment-settings";
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(10);

    public async ValueTask<IReadOnlyList<PaymentMethod>> MethodsAsync(CancellationToken stop = default)
    {
        var all = await OfferedAsync(stop);
        if (!all.Any(IsDown)) return all;
        // A provider that does not answer is left out, whatever memory says. A club all of whose providers are down still takes players.
        var left = all.Where(method => !IsDown(method)).ToList();
        return left.Count > 0 ? left : [new PaymentMethod(Payment.AtClub, Online: false)];
    }

    public async ValueTask<IReadOnlyList<string>> DownAsync(CancellationToken stop = default) => [.. (await OfferedAsync(stop)).Where(IsDown).Select(method => method.Code)];

    public async Task<PaymentStarted?> StartAsync(PaymentWanted wanted, CancellationToken stop = default)
    {
        var methods = await MethodsAsync(stop);
        if (!methods.Any(method => method.Online && method.Code == wanted.Method) || providers.Find(wanted.Method) is not { } provider) return null;
        if (wanted.Method == Payment.Wallet) return await wallet.PayAsync(wanted, stop);
        if (wanted.CreditFirst && !methods.Any(method => method.Code == Payment.Wallet)) wanted = wanted with { CreditFirst = false };
        // All of it is there: nobody is sent to a card page.
        if (wanted.CreditFirst && await wallet.PayAsync(wanted, stop) is { } paid) return paid;
        try
        {
            return await starting.StartAsync(provider, wanted, stop);
        }
        catch (ProviderDownException)
        {
            // Our row stands: whoever tries again finds it, and the provider its key.
            return null;
        }
    }

    public Task<Money> PaidAsync(Guid bookingId, string currency, CancellationToken stop = default) => ReadAsync(async model =>
    {
        var paid = await model.Payments.Where(payment => payment.BookingId == bookingId && payment.Currency == currency && payment.SettledAt != null)
            .SumAsync(payment => (payment.TakenMinor ?? payment.AmountMinor) - model.Refunds
                .Where(refund => refund.PaymentId == payment.Id && refund.State != Refund.Failed).Sum(refund => refund.AmountMinor), stop);
        return new Money(paid, currency);
    }, stop);

    public Task<Money> ReturnedAsync(IReadOnlyCollection<Guid> bookingIds, string currency, CancellationToken stop = default) => ReadAsync(async model =>
    {
        var returned = await model.Payments.Where(payment => payment.BookingId != null && bookingIds.Contains(payment.BookingId.Value) && payment.Currency == currency)
            .SelectMany(payment => model.Refunds.Where(refund => refund.PaymentId == payment.Id && refund.State != Refund.Failed)).SumAsync(refund => refund.AmountMinor, stop);
        return new Money(returned, currency);
    }, stop);

    public Task<string?> StatusAsync(Guid bookingId, CancellationToken stop = default) => ReadAsync(
        model => model.Payments.Where(payment => payment.BookingId == bookingId)
            .OrderByDescending(payment => payment.Id).Select(payment => payment.State).FirstOrDefaultAsync(stop), stop);

    public Task<bool> GoesBackByHandAsync(Guid bookingId, CancellationToken stop = default) => ReadAsync(async model =>
    {
        var paidBy = await model.Payments.Where(payment => payment.BookingId == bookingId && payment.SettledAt != null).Select(payment => payment.Provider).Distinct().ToListAsync(stop);
        return paidBy.Exists(provider => RefundTasks.IsByHand(provider, providers))
            || await model.Refunds.AnyAsync(refund => refund.State == Refund.Failed && model.Payments.Any(payment => payment.Id == refund.PaymentId && payment.BookingId == bookingId), stop);
    }, stop);

    // Where there is another card, the development provider says that it is not one.
    private string? NameOf(string provider, int offered) => providers.PlayersName(provider) ?? (provider == DevProvider.ProviderName && offered > 1 ? "Test card" : null);

    private bool IsDown(PaymentMethod method) => method.Online && guards.IsDown(method.Code);

    private ValueTask<IReadOnlyList<PaymentMethod>> OfferedAsync(CancellationToken stop) =>
        cached.GetAsync(tenant.Info.Id, SettingsTag, [SettingsTag], async () => (await ReadMethodsAsync(stop), clock.GetUtcNow() + Keep));

    private async Task<IReadOnlyList<PaymentMethod>> ReadMethodsAsync(CancellationToken stop)
    {
        var settings = await ReadAsync(model => model.PaymentSettings.AsNoTracking().FirstOrDefaultAsync(stop), stop) ?? new PaymentSettings();
        var ready = await accounts.ReadyAsync(stop);
        var offered = settings.Providers.Where(name => providers.Find(name) is not null && (!providers.NeedsAccount(name) || ready.Contains(name))).ToList();
        var split = await ReadAsync(model => model.SplitSettings.AsNoTracking().FirstOrDefaultAsync(stop), stop) ?? new SplitSettings();
        var methods = offered.Select(name => new PaymentMethod(name, Online: true) { Name = NameOf(name, offered.Count), MaySplit = name != Payment.Wallet && split.Allows(providers.Find(name)!.Capabilities) }).ToList();
        // A club none of whose providers can be reached still takes players: they pay on arrival.
        if (settings.AtClub || methods.Count == 0) methods.Add(new PaymentMethod(Payment.AtClub, Online: false));
        return methods;
    }

    private async Task<T> ReadAsync<T>(Func<PaymentsModel, Task<T>> read, CancellationToken stop)
    {
        if (work.IsOpen) return await read(work.Model<PaymentsModel>());

        await work.BeginAsync(stop);
        var answer = await read(work.Model<PaymentsModel>());
        await work.RollbackAsync();
        return answer;
    }
}
