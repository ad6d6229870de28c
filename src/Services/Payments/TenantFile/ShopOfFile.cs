using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Payments.Memberships;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Brings wallet, packs and plans in line with a tenant's file. Packs and plans are found by name; one the file does not name stays. What a plan
/// costs is said once: later it is changed on its page, because its members have to hear of it in time.
/// </summary>
internal sealed class ShopOfFile(UnitOfWork work, SavingWallet wallet, Packs packs, Plans plans, IAccounts accounts, Joining joining, GiftCards cards, Vouchers vouchers, ChooseOutcome card)
{
    private const string Usual = "pay";

    public async Task ApplyAsync(SellingInFile file, CancellationToken stop)
    {
        if (file.Wallet is { } said && !Same((await wallet.ReadAsync(stop)).Terms, said.Terms)) Pass("wallet", await wallet.SaveAsync(said.Terms, stop));
        var sold = await packs.ListAsync(false, stop);
        foreach (var entry in file.Packs)
        {
            if (sold.FirstOrDefault(pack => IsNamed(pack.Name, entry.Name)) is not { } known) Pass(entry.Name, (await packs.AddAsync(entry.Input, stop)).Refusal);
            else if (!Same(Of(known), entry)) Pass(entry.Name, (await packs.ChangeAsync(known.Id, known.Revision, entry.Input, stop)).Refusal);
        }
        var all = await plans.ListAsync(false, stop);
        foreach (var entry in file.Plans)
        {
            if (all.FirstOrDefault(plan => IsNamed(plan.Plan.Name, entry.Name)) is not { } known) Pass(entry.Name, (await plans.AddAsync(entry.Input, stop)).Refusal);
            else if ((known.Plan.Description, known.Plan.Active) != (entry.Description ?? "", entry.Active ?? true)) Pass(entry.Name, await plans.ChangeAsync(known.Plan.Id, entry.Name, entry.Description, entry.Active ?? true, stop));
        }
    }

    /// <summary>Lets a demo's people buy, once. The card company answers as soon as the platform runs.</summary>
    public async Task SampleAsync(DemoShop? demo, CancellationToken stop)
    {
        if (demo is null || await HasSoldAsync(stop)) return;
        var (all, sold) = (await plans.ListAsync(true, stop), await packs.ListAsync(true, stop));
        foreach (var member in demo.Members ?? [])
            await PayAsync(await joining.JoinAsync(await AccountAsync(member.Player, stop), all.First(plan => plan.Plan.Name == member.Plan).Plan.Id, null, DevProvider.ProviderName, stop), stop);
        foreach (var buyer in demo.Packs ?? [])
            await PayAsync(await packs.BuyAsync(await AccountAsync(buyer.Player, stop), sold.First(pack => pack.Name == buyer.Pack).Id, null, DevProvider.ProviderName, stop), stop);
        foreach (var gift in demo.GiftCards ?? [])
            await PayAsync(await cards.BuyAsync(await AccountAsync(gift.Player, stop), new GiftInput(gift.Amount, gift.Email, gift.For, await NameAsync(gift.Player, stop), gift.Message, cards.DayIn(gift.InDays)), DevProvider.ProviderName, stop), stop);
        foreach (var batch in demo.Vouchers ?? []) Pass(batch.Name, (await vouchers.IssueAsync(new VoucherInput(batch.Name, batch.Count, batch.Amount, batch.ValidDays, null), stop)).Refusal);
    }

    /// <summary>Adds to the section what is sold; nothing where nothing is.</summary>
    public async Task WriteAsync(JsonObject section, CancellationToken stop)
    {
        if (await wallet.ReadAsync(stop) is { Kept: true, Terms: var terms })
            section["wallet"] = Write(new SellingInFile.WalletEntry(terms.On, terms.TopUps, terms.GiftAmounts, terms.TopUpValidDays, terms.ReturnedDays, terms.BreakageTaxBps, terms.CancelledTo));
        if (await packs.ListAsync(false, stop) is { Count: > 0 } sold) section["packs"] = new JsonArray([.. sold.Select(pack => Write(Of(pack)))]);
        if (await plans.ListAsync(false, stop) is { Count: > 0 } all)
            section["plans"] = new JsonArray([.. all.Select(seen => Write(new SellingInFile.PlanEntry(seen.Plan.Name, seen.Plan.Description, seen.Plan.GroupKey, seen.Now.PriceMinor, seen.Now.Months, seen.Now.CreditMinor, seen.Plan.Active)))]);
    }

    private async Task<bool> HasSoldAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var has = await model.Purchases.AnyAsync(stop) || await model.CreditCodes.AnyAsync(stop) || await model.Set<Membership>().AnyAsync(stop);
        await work.RollbackAsync();
        return has;
    }

    private async Task<Guid> AccountAsync(string email, CancellationToken stop) => (await CardAsync(email, stop)).Id;

    private async Task<string> NameAsync(string email, CancellationToken stop) => (await CardAsync(email, stop)).FirstName;

    private async Task<AccountCard> CardAsync(string email, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var account = await accounts.FindByEmailAsync(email, stop);
        await work.RollbackAsync();
        return account ?? throw new TenantFileException($"demo.shop: nobody has an account with {email}.");
    }

    // The address the payer is sent to ends in the card company's name of the payment.
    private async Task PayAsync(PurchaseOutcome bought, CancellationToken stop)
    {
        Pass("demo.shop", bought.Refusal);
        Pass("demo.shop", (await card.ChooseAsync(bought.PayAt!.Split('/')[^1], CardOutcome.Find(Usual)!, stop)).Refusal);
    }

    private static SellingInFile.PackEntry Of(CreditPack pack) => new(pack.Name, pack.PriceMinor, pack.CreditMinor, pack.ValidDays, pack.Weekdays, pack.Active);

    private static bool IsNamed(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private static bool Same(WalletTerms kept, WalletTerms said) =>
        kept with { TopUps = null, GiftAmounts = null } == said with { TopUps = null, GiftAmounts = null } && SameNumbers(kept.TopUps, said.TopUps) && SameNumbers(kept.GiftAmounts, said.GiftAmounts);

    private static bool Same(SellingInFile.PackEntry kept, SellingInFile.PackEntry said) => kept with { Days = null } == said with { Days = null, Active = said.Active ?? true } && SameNumbers(kept.Days, said.Days);

    private static bool SameNumbers<T>(IReadOnlyList<T>? one, IReadOnlyList<T>? other) => (one ?? []).Order().SequenceEqual((other ?? []).Order());

    private static JsonObject Write<T>(T entry)
    {
        var node = (JsonObject)JsonSerializer.SerializeToNode(entry, JsonSerializerOptions.Web)!;
        foreach (var name in node.Where(pair => pair.Value is null or JsonArray { Count: 0 }).Select(pair => pair.Key).ToList()) node.Remove(name);
        return node;
    }

    private static void Pass(string part, Refusal? refusal)
    {
        if (refusal is not null) throw new TenantFileException($"payments: {part}: {refusal.Sentence}");
    }
}
