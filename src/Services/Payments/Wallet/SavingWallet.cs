using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Payments.Settings;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>How the club keeps wallets, said as a whole.</summary>
/// <param name="On">Whether players may pay with what they have.</param>
/// <param name="TopUps">Amounts offered for a top-up, in minor units; none says that nobody tops up.</param>
/// <param name="GiftAmounts">Amounts gift cards are sold for; none says that there are no gift cards.</param>
/// <param name="TopUpValidDays">How long topped-up money lives; nothing for good.</param>
/// <param name="ReturnedDays">How long credit lives again that had ended by the time it came back.</param>
/// <param name="BreakageTaxBps">What part of ended credit is tax, in hundredths of a percent of the whole.</param>
/// <param name="CancelledTo"><c>origin</c>, <c>wallet</c> or <c>choice</c>: where money of a booking goes that its player cancels.</param>
internal sealed record WalletTerms(bool On, IReadOnlyList<long>? TopUps, IReadOnlyList<long>? GiftAmounts, int? TopUpValidDays, int ReturnedDays, int BreakageTaxBps, string CancelledTo = WalletSettings.ToOrigin)
{
    private const int MostAmounts = 8;
    private const int MostDays = 3660;
    private const long MostMinor = 100_000_000;
    private const string Days = "Between 1 and 3660 days.";

    public static WalletTerms Of(bool on, WalletSettings kept) => new(on, kept.TopUps, kept.GiftAmounts, kept.TopUpValidDays, kept.ReturnedDays, kept.BreakageTaxBps, kept.CancelledTo);

    public void Check(Checks checks)
    {
        Amounts(checks, TopUps, "topUps");
        Amounts(checks, GiftAmounts, "giftAmounts");
        checks.That(TopUpValidDays is null or >= 1 and <= MostDays, "topUpValidDays", Days);
        checks.That(ReturnedDays is >= 1 and <= MostDays, "returnedDays", Days);
        checks.That(BreakageTaxBps is >= 0 and <= 10000, "breakageTaxBps", "Between 0 and 100 percent.");
        checks.That(CancelledTo is WalletSettings.ToOrigin or WalletSettings.ToWallet or WalletSettings.Choice, "cancelledTo", "Back the way it came, into the wallet, or as the player says.");
        checks.That(On || CancelledTo == WalletSettings.ToOrigin, "cancelledTo", "Credit that nobody can pay with is no money back: let players pay with their wallet first.");
    }

    public void WriteTo(WalletSettings settings)
    {
        (settings.TopUps, settings.GiftAmounts) = ([.. (TopUps ?? []).Order()], [.. (GiftAmounts ?? []).Order()]);
        (settings.TopUpValidDays, settings.ReturnedDays, settings.BreakageTaxBps, settings.CancelledTo) = (TopUpValidDays, ReturnedDays, BreakageTaxBps, CancelledTo);
    }

    private static void Amounts(Checks checks, IReadOnlyList<long>? amounts, string field)
    {
        if (amounts is null) return;
        checks.That(amounts.Count <= MostAmounts, field, "At most 8 amounts.");
        checks.That(amounts.All(amount => amount is > 0 and <= MostMinor), field, "Amounts above nothing, with a space between them.");
        checks.That(amounts.Distinct().Count() == amounts.Count, field, "One amount is there twice.");
    }
}

/// <summary>Reads and changes how the club keeps wallets, and whether one can pay with them. Two who change it at once come one after the other.</summary>
internal sealed class SavingWallet(UnitOfWork work, CurrentTenant tenant, Wallets wallets, ProviderAccounts methods)
{
    /// <summary>What counts now, and whether the club ever said so.</summary>
    public async Task<(WalletTerms Terms, bool Kept)> ReadAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var on = (await model.PaymentSettings.AsNoTracking().FirstOrDefaultAsync(stop))?.Providers.Contains(Payment.Wallet) ?? false;
        var answer = (WalletTerms.Of(on, await wallets.SettingsAsync(stop)), await model.WalletSettings.AnyAsync(stop));
        await work.RollbackAsync();
        return answer;
    }

    /// <returns>Why not.</returns>
    public async Task<Refusal?> SaveAsync(WalletTerms terms, CancellationToken stop)
    {
        var checks = new Checks();
        terms.Check(checks);
        if (!checks.Pass) return checks.Refusal();

        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        await using (var make = work.Command("insert into payment_settings (at_club, providers) values (true, '{}') on conflict (one) do nothing")) await make.ExecuteNonQueryAsync(stop);
        // This row is what everybody waits for who changes how the club takes money.
        var taking = await model.PaymentSettings.FromSql($"select * from payment_settings for update").SingleAsync(stop);
        if (!Switch(taking, terms.On))
        {
            await work.RollbackAsync();
            return SavingProviders.LastWay;
        }
        var kept = await model.WalletSettings.FirstOrDefaultAsync(stop);
        var before = kept is null ? null : Said(kept);
        if (kept is null) model.WalletSettings.Add(kept = new WalletSettings());
        terms.WriteTo(kept);
        if (Said(kept) != before) work.Audit(new Act("wallet_settings.changed", "wallet settings", "club") { Changes = [new Changed("terms", before, Said(kept))] });
        work.Tell(new ShopChanged(tenant.Info.Id));
        await work.CommitAsync(stop);
        return null;
    }

    // The wallet is one of the club's ways to pay and stands last; it is not to be the only one, because nobody could fill it.
    private bool Switch(PaymentSettings taking, bool on)
    {
        var (before, was) = (Said(taking), taking.Providers.Contains(Payment.Wallet));
        var others = taking.Providers.Where(name => name != Payment.Wallet).ToArray();
        if (on == was) return true;
        if (!taking.AtClub && others.Length == 0) return false;
        taking.Providers = on ? [.. others, Payment.Wallet] : others;
        work.Audit(new Act("payment_settings.changed", "payment settings", "club") { Changes = [new Changed("methods", before, Said(taking))] });
        methods.Changed();
        return true;
    }

    private static string Said(PaymentSettings settings) => string.Join(", ", settings.AtClub ? ["at_club", .. settings.Providers] : settings.Providers);

    private static string Said(WalletSettings kept) => string.Create(CultureInfo.InvariantCulture,
        $"top-ups {Listed(kept.TopUps)}; gift cards {Listed(kept.GiftAmounts)}; {(kept.TopUpValidDays is { } days ? $"{days} days" : "no end")}; returned {kept.ReturnedDays} days; tax {kept.BreakageTaxBps} bps; cancelled to {kept.CancelledTo}");

    private static string Listed(long[] amounts) => amounts.Length == 0 ? "none" : string.Join(" ", amounts.Select(amount => amount.ToString(CultureInfo.InvariantCulture)));
}
