using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Payments.Settings;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Shares;

/// <summary>How the club lets players split, said as a whole.</summary>
/// <param name="On">Whether players may split at all.</param>
/// <param name="DeadlineHours">How long before play everybody has to have paid.</param>
/// <param name="ChargeAtOnce">Whether ways to pay that cannot hold money may be used: charged when the share is paid, given back if the game falls through.</param>
/// <param name="Fallbacks">What players may choose for the case that somebody does not pay.</param>
/// <param name="MostCoverMinor">The most one player may agree to pay for the others; nothing for all their shares.</param>
internal sealed record SplitTerms(bool On, int DeadlineHours, bool ChargeAtOnce, IReadOnlyList<string>? Fallbacks, long? MostCoverMinor)
{
    public const int MostHours = 144;
    private const long MostMinor = 100_000_000;

    public static SplitTerms Of(SplitSettings kept) => new(kept.Enabled, kept.DeadlineHours, kept.ChargeAtOnce, [.. Fallback.All.Where(kept.Fallbacks.Contains)], kept.MostCoverMinor);

    public void Check(Checks checks)
    {
        checks.That(DeadlineHours is >= 1 and <= MostHours, "deadlineHours", "Between 1 and 144 hours: banks hold money for about a week.");
        checks.That(Fallbacks is { Count: > 0 }, "fallbacks", "Players need at least one to choose from.");
        checks.That((Fallbacks ?? []).All(Fallback.All.Contains), "fallbacks", "There is no such choice.");
        checks.That(MostCoverMinor is null or > 0 and <= MostMinor, "mostCoverMinor", "More than nothing; leave it empty for all the others' shares.");
    }

    public void WriteTo(SplitSettings settings)
    {
        (settings.Enabled, settings.DeadlineHours, settings.ChargeAtOnce, settings.MostCoverMinor) = (On, DeadlineHours, ChargeAtOnce, MostCoverMinor);
        settings.Fallbacks = [.. Fallback.All.Where((Fallbacks ?? []).Contains)];
    }
}

/// <summary>Reads and changes how the club lets players split. Two who change it at once come one after the other.</summary>
internal sealed class SavingSplit(UnitOfWork work, ProviderAccounts methods)
{
    public async Task<SplitSettings> ReadAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var settings = await work.Model<PaymentsModel>().SplitSettings.AsNoTracking().FirstOrDefaultAsync(stop) ?? new SplitSettings();
        await work.RollbackAsync();
        return settings;
    }

    /// <returns>Why not.</returns>
    public async Task<Refusal?> SaveAsync(SplitTerms terms, CancellationToken stop)
    {
        var checks = new Checks();
        terms.Check(checks);
        if (!checks.Pass) return checks.Refusal();

        await work.BeginAsync(stop);
        await using (var make = work.Command("insert into split_settings (enabled, deadline_hours, charge_at_once) values (true, 24, false) on conflict (one) do nothing")) await make.ExecuteNonQueryAsync(stop);
        var kept = await work.Model<PaymentsModel>().SplitSettings.FromSql($"select * from split_settings for update").SingleAsync(stop);
        var before = Said(kept);
        terms.WriteTo(kept);
        if (Said(kept) != before)
        {
            work.Audit(new Act("split_settings.changed", "split settings", "club") { Changes = [new Changed("terms", before, Said(kept))] });
            methods.Changed();
        }
        await work.CommitAsync(stop);
        return null;
    }

    private static string Said(SplitSettings kept) => string.Create(CultureInfo.InvariantCulture,
        $"{(kept.Enabled ? "on" : "off")}; due {kept.DeadlineHours} hours before play; {(kept.ChargeAtOnce ? "also charged at once" : "only held")}; {string.Join(", ", kept.Fallbacks)}; covers {kept.MostCoverMinor?.ToString(CultureInfo.InvariantCulture) ?? "all"}");
}
