using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Settings;

/// <summary>A provider as the club sees it in its settings.</summary>
/// <param name="Place">Where it stands among the ways to pay, from 1; 0 when it is off.</param>
internal sealed record ProviderLine(IPaymentProvider Provider, IProviderForm? Form, ProviderAccount? Account, bool On, int Place)
{
    public string Name => Provider.Name;

    public bool IsReady => Form is null || Account is { IsReady: true };
}

/// <summary>All ways in which the club may take money.</summary>
internal sealed record ProviderBoard(bool AtClub, IReadOnlyList<ProviderLine> Lines)
{
    public int HowManyOn => Lines.Count(line => line.On);
}

/// <summary>What is to change at a provider; what is not said stays.</summary>
/// <param name="Place">From 1; what stood there moves on.</param>
/// <param name="Fields">By name. An empty secret keeps the one there is.</param>
internal sealed record ProviderChange(bool? On, int? Place, IReadOnlyDictionary<string, string?>? Fields);

/// <summary>Reads and changes how the club takes money. Two who change at once come one after the other.</summary>
internal sealed class SavingProviders(UnitOfWork work, CurrentTenant tenant, Providers providers, IEnumerable<IProviderForm> forms, ProviderAccounts accounts, TimeProvider clock)
{
    public static readonly Refusal Unknown = Refusal.NotFound("This provider");
    public static readonly Refusal NotReady = Refusal.Conflict("provider_not_ready", "Something is still missing. Fill it in before players are offered this.");
    public static readonly Refusal LastWay = Refusal.Conflict("last_way_to_pay", "Players need at least one way to pay. Switch another one on first.");

    private static readonly TimeSpan MatchFor = TimeSpan.FromMilliseconds(100);

    public async Task<ProviderBoard> ReadAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var settings = await work.Model<PaymentsModel>().PaymentSettings.AsNoTracking().FirstOrDefaultAsync(stop) ?? new PaymentSettings();
        var known = await accounts.AllAsync(stop);
        await work.RollbackAsync();
        return BoardOf(settings, known);
    }

    /// <summary>Changes one provider.</summary>
    /// <returns>Why not.</returns>
    public async Task<Refusal?> SaveAsync(string name, ProviderChange change, Func<string, string> say, CancellationToken stop)
    {
        if (providers.Find(name) is not { } provider || !Fits(provider)) return Unknown;
        var checks = new Checks();
        var typed = Check(FormOf(provider), change, checks, say);
        if (change.Place is { } place) checks.That(place is >= 1 and <= 50, "place", say("A place in the list, from 1."));
        if (!checks.Pass) return checks.Refusal();

        await work.BeginAsync(stop);
        var settings = await LockAsync(stop);
        var account = FormOf(provider) is { } form ? await WriteAsync(form, typed, stop) : null;
        var before = Said(settings);
        if (change.On == true && account is { IsReady: false }) return await UndoAsync(NotReady);
        settings.Providers = Arranged(settings.Providers, name, change);
        if (!settings.AtClub && !TakesMoney(settings)) return await UndoAsync(LastWay);
        AuditMethods(before, settings);
        accounts.Changed();
        await work.CommitAsync(stop);
        return null;
    }

    /// <summary>Says whether players may pay when they come.</summary>
    public async Task<Refusal?> SaveAtClubAsync(bool on, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var settings = await LockAsync(stop);
        if (!on && !TakesMoney(settings)) return await UndoAsync(LastWay);
        var before = Said(settings);
        settings.AtClub = on;
        AuditMethods(before, settings);
        accounts.Changed();
        await work.CommitAsync(stop);
        return null;
    }

    // A wallet is a way to pay only where there is a way to fill it.
    private static bool TakesMoney(PaymentSettings settings) => settings.Providers.Any(name => name != Payment.Wallet);

    private ProviderBoard BoardOf(PaymentSettings settings, Dictionary<string, ProviderAccount> known)
    {
        var lines = providers.All.Where(Fits).Select(provider =>
        {
            var place = Array.IndexOf(settings.Providers, provider.Name) + 1;
            return new ProviderLine(provider, FormOf(provider), known.GetValueOrDefault(provider.Name), place > 0, place);
        });
        return new ProviderBoard(settings.AtClub, [.. lines.OrderBy(line => line.On ? line.Place : int.MaxValue).ThenBy(line => line.Name, StringComparer.Ordinal)]);
    }

    private IProviderForm? FormOf(IPaymentProvider provider) => forms.FirstOrDefault(form => form.Provider == provider.Name);

    // What has no form is not the club's to switch, such as its own wallet; the development provider alone needs none.
    private bool Fits(IPaymentProvider provider) => FormOf(provider)?.Fits(tenant.Info) ?? provider.Name == DevProvider.ProviderName;

    private static Dictionary<string, string> Check(IProviderForm? form, ProviderChange change, Checks checks, Func<string, string> say)
    {
        var good = new Dictionary<string, string>();
        foreach (var (name, value) in change.Fields ?? new Dictionary<string, string?>())
        {
            if (form?.Fields.FirstOrDefault(field => field.Name == name) is not { } field)
            {
                checks.That(false, name, say("This provider has no such field."));
                continue;
            }
            var text = value?.Trim() ?? "";
            if (text.Length == 0 && field.Secret) continue;
            checks.That(text.Length <= ProviderField.Most && !text.Any(char.IsControl), name, say("At most 200 characters, without line breaks."));
            if (text.Length > 0 && field.Pattern is { } pattern) checks.That(Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.None, MatchFor), name, say(field.Wrong ?? "This does not look right."));
            good[name] = text;
        }
        return good;
    }

    private async Task<ProviderAccount> WriteAsync(IProviderForm form, Dictionary<string, string> typed, CancellationToken stop)
    {
        var (account, now) = (await accounts.LockAsync(form.Provider, stop), clock.GetUtcNow());
        var changed = new List<Changed>();
        foreach (var field in form.Fields.Where(field => typed.ContainsKey(field.Name)))
        {
            if (field.Secret)
            {
                account.SetSecret(field.Name, typed[field.Name], now);
                changed.Add(new Changed(field.Name, null, "set"));
                continue;
            }
            var was = account[field.Name];
            if (account.Set(field.Name, typed[field.Name])) changed.Add(new Changed(field.Name, was, typed[field.Name]));
        }
        if (form.Page is null) account.State = form.Fields.All(field => !field.Required || IsThere(field, account)) ? ProviderAccount.Ready : ProviderAccount.Incomplete;
        if (changed.Count == 0) return account;
        account.UpdatedAt = now;
        work.Audit(new Act("payment_settings.provider_changed", "payment provider", form.Provider, form.Title) { Changes = changed });
        return account;
    }

    private static bool IsThere(ProviderField field, ProviderAccount account) => field.Secret ? account.SetAt(field.Name) is not null : !string.IsNullOrEmpty(account[field.Name]);

    private static string[] Arranged(string[] names, string name, ProviderChange change)
    {
        var (was, others) = (Array.IndexOf(names, name), names.Where(other => other != name).ToList());
        if (!(change.On ?? was >= 0)) return [.. others];
        others.Insert(Math.Clamp(change.Place - 1 ?? (was >= 0 ? was : others.Count), 0, others.Count), name);
        return [.. others];
    }

    private void AuditMethods(string before, PaymentSettings settings)
    {
        if (Said(settings) == before) return;
        work.Audit(new Act("payment_settings.changed", "payment settings", "club") { Changes = [new Changed("methods", before, Said(settings))] });
    }

    private static string Said(PaymentSettings settings) => string.Join(", ", settings.AtClub ? ["at_club", .. settings.Providers] : settings.Providers);

    private async Task<PaymentSettings> LockAsync(CancellationToken stop)
    {
        await using (var make = work.Command("insert into payment_settings (at_club, providers) values (true, '{}') on conflict (one) do nothing")) await make.ExecuteNonQueryAsync(stop);
        return await work.Model<PaymentsModel>().PaymentSettings.FromSql($"select * from payment_settings for update").SingleAsync(stop);
    }

    private async Task<Refusal> UndoAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return refusal;
    }
}
