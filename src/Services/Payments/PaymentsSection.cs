using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Payments.Dev.Wallets;
using PadelSaaS.Payments.Settings;
using PadelSaaS.Payments.Stripe;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>The part of a tenant's file that says how the club takes money.</summary>
internal sealed class PaymentsSection(UnitOfWork work, DevWalletAccounts standIns, StripeSettings stripe, ProviderAccounts accounts, ShopOfFile shop, TimeProvider clock) : ITenantFileSection
{
    public string Name => "payments";

    public int Order => 30;

    public void Check(JsonNode? section, JsonObject file)
    {
        Read(section);
        SellingInFile.Read(section);
        DemoShop.Read(file["demo"]?["shop"]);
    }

    public async Task ApplyAsync(Guid tenant, JsonNode? section, JsonObject file, CancellationToken stop)
    {
        if (section is null) return;
        var (atClub, providers) = Read(section);

        if (stripe.IsStandIn && providers.Contains(StripeProvider.ProviderName)) await OpenAtTheStandInAsync(stop);
        await TakeAsync(tenant, atClub, providers, stop);
        await shop.ApplyAsync(SellingInFile.Read(section), stop);
        await shop.SampleAsync(DemoShop.Read(file["demo"]?["shop"]), stop);
    }

    private async Task TakeAsync(Guid tenant, bool atClub, string[] providers, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await standIns.EnsureAsync(providers, stop);
        var model = work.Model<PaymentsModel>();
        var settings = await model.PaymentSettings.FirstOrDefaultAsync(stop);
        // Whether players may pay from a wallet is said on its own page, and a file that says nothing of it takes nothing away.
        if (settings is not null && settings.Providers.Contains(Payment.Wallet) && !providers.Contains(Payment.Wallet)) providers = [.. providers, Payment.Wallet];
        if (settings is null) model.PaymentSettings.Add(settings = new PaymentSettings());
        else if (settings.AtClub == atClub && settings.Providers.SequenceEqual(providers))
        {
            await work.CommitAsync(stop);
            return;
        }
        var before = Said(settings);
        (settings.AtClub, settings.Providers) = (atClub, providers);
        work.Audit(new Act("payment_settings.changed", "payment settings", "club") { Changes = [new Changed("methods", before, Said(settings))] });
        work.Tell(new PaymentMethodsChanged(tenant));
        await work.CommitAsync(stop);
    }

    // In Development a club whose file names Stripe can be paid by card without anybody filling in Stripe's questions: the host does it as it runs.
    private async Task OpenAtTheStandInAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await accounts.FindAsync(StripeProvider.ProviderName, stop) is null) work.RingAt(clock.GetUtcNow(), OpenStandInAccount.Job, "once");
        await work.CommitAsync(stop);
    }

    public async Task<JsonNode?> ExportAsync(Guid tenant, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var settings = await work.Model<PaymentsModel>().PaymentSettings.AsNoTracking().FirstOrDefaultAsync(stop);
        await work.RollbackAsync();
        if (settings is null) return null;
        var section = new JsonObject { ["atClub"] = settings.AtClub, ["providers"] = new JsonArray([.. settings.Providers.Where(name => name != Payment.Wallet).Select(name => (JsonNode)name)]) };
        await shop.WriteAsync(section, stop);
        return section;
    }

    private static string Said(PaymentSettings settings) => string.Join(", ", settings.AtClub ? ["at_club", .. settings.Providers] : settings.Providers);

    private static (bool AtClub, string[] Providers) Read(JsonNode? section)
    {
        try
        {
            return (section?["atClub"]?.GetValue<bool>() ?? true, [.. (section?["providers"] as JsonArray ?? []).Select(name => name!.GetValue<string>())]);
        }
        catch (Exception malformed) when (malformed is InvalidOperationException or FormatException)
        {
            throw new TenantFileException("payments: 'atClub' is true or false, 'providers' a list of names.");
        }
    }
}
