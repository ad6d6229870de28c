using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments;

/// <summary>Staff give credit, or take some of it back, with a reason, within what they may give, and so that it can be proved later.</summary>
internal sealed class GivingCredit(UnitOfWork work, CurrentTenant tenant, Wallets wallets, IAccounts accounts, IMoneyLimits limits, Visit visit, TimeProvider clock)
{
    private const long Most = 100_000_000;

    /// <summary>Gives credit that the club pays for itself.</summary>
    /// <param name="last">The last day it counts, in the club's zone; <see langword="null"/> for good.</param>
    public async Task<Refusal?> GiveAsync(Guid account, long amountMinor, DateOnly? last, string? typed, CancellationToken stop)
    {
        var (checks, now) = (new Checks(), clock.GetUtcNow());
        var reason = checks.Text(typed, "reason", 300, "Say why: whoever looks at the books later has to understand it.");
        checks.That(amountMinor is > 0 and <= Most, "amountMinor", "An amount above nothing is needed.");
        var end = last is { } day ? tenant.At(day.AddDays(1)) : (DateTimeOffset?)null;
        checks.That(end is null || end > now, "expiresOn", "This day is over.");
        if (!checks.Pass) return checks.Refusal();

        await work.BeginAsync(stop);
        if (await accounts.FindAsync(account, stop) is null) return await GiveUpAsync(WalletRefusals.NoAccount);
        var amount = new Money(amountMinor, tenant.Info.Currency);
        if (visit.Caller.AccountId is { } hand && await limits.TakeAsync(hand, amount, stop) is { } over) return await GiveUpAsync(Over(amount, over));

        var id = Guid.CreateVersion7(now);
        var lot = new WalletLot { Id = id, AccountId = account, Kind = LotKind.Wallet, AmountMinor = amountMinor, Currency = amount.Currency, ExpiresAt = end, Origin = LotOrigin.Grant, OriginId = id, Label = "From the club" };
        await wallets.AddAsync(lot, Account.Sales, stop, reason, visit.Caller.AccountId);
        work.Audit(new Act("wallet.credit_given", "account", $"{account}") { Reason = reason, Changes = [new Changed("amount", null, MoneyText.Format(amount, "en"))] });
        await work.CommitAsync(stop);
        return null;
    }

    /// <summary>Takes credit out: given by mistake, or paid back to its holder in another way.</summary>
    public async Task<Refusal?> TakeAsync(Guid account, Guid lotId, long amountMinor, string? typed, CancellationToken stop)
    {
        var checks = new Checks();
        var reason = checks.Text(typed, "reason", 300, "Say why: whoever looks at the books later has to understand it.");
        checks.That(amountMinor is > 0 and <= Most, "amountMinor", "An amount above nothing is needed.");
        if (!checks.Pass) return checks.Refusal();

        await work.BeginAsync(stop);
        if (await work.Model<PaymentsModel>().WalletLots.AsNoTracking().FirstOrDefaultAsync(one => one.Id == lotId && one.AccountId == account, stop) is not { } lot) return await GiveUpAsync(WalletRefusals.NoLot);
        // What the club gave itself is sales again; what somebody paid for is looked into by whoever keeps the books.
        var against = lot.Origin == LotOrigin.Grant ? Account.Sales : Account.Difference;
        if (await wallets.TakeAsync(lot, "taken", amountMinor, Guid.CreateVersion7(clock.GetUtcNow()), [(against, 0)], stop, reason, visit.Caller.AccountId) == 0) return await GiveUpAsync(WalletRefusals.LotTooSmall);
        work.Audit(new Act("wallet.credit_taken", "account", $"{account}") { Reason = reason, Changes = [new Changed("amount", MoneyText.Format(new Money(amountMinor, lot.Currency), "en"), null)] });
        await work.CommitAsync(stop);
        return null;
    }

    private static Refusal Over(Money amount, OverLimit over) => WalletRefusals.OverLimit with
    {
        More = new Dictionary<string, object?> { ["amount"] = amount, ["atOnce"] = over.AtOnce, ["leftToday"] = over.LeftToday, ["whoMay"] = over.WhoMay },
    };

    private async Task<Refusal> GiveUpAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return refusal;
    }
}
