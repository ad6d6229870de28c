using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments;

/// <summary>The club's packs: kept by who sets prices, bought by players.</summary>
internal sealed class Packs(UnitOfWork work, CurrentTenant tenant, ToppingUp buying, TimeProvider clock)
{
    private static readonly Refusal NameTaken = Refusal.Conflict("name_taken", "Another pack has this name.") with { Field = "name" };
    private static readonly Refusal Changed = Refusal.Conflict("changed_meanwhile", "Somebody changed this meanwhile. Look at it again, then save.");
    private static readonly Refusal None = Refusal.NotFound("This pack");

    public async Task<IReadOnlyList<CreditPack>> ListAsync(bool onlyActive, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var packs = await work.Model<PaymentsModel>().CreditPacks.AsNoTracking().Where(pack => pack.Active || !onlyActive).OrderBy(pack => pack.Position).ThenBy(pack => pack.CreatedAt).ToListAsync(stop);
        await work.RollbackAsync();
        return packs;
    }

    public async Task<(CreditPack? Pack, Refusal? Refusal)> AddAsync(PackInput input, CancellationToken stop)
    {
        var checks = new Checks();
        input.Check(checks);
        if (!checks.Pass) return (null, checks.Refusal());
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var pack = new CreditPack { Id = Guid.CreateVersion7(clock.GetUtcNow()), Currency = tenant.Info.Currency, Position = await model.CreditPacks.CountAsync(stop), CreatedAt = clock.GetUtcNow() };
        input.WriteTo(pack);
        model.CreditPacks.Add(pack);
        return await SaveAsync(pack, null, stop);
    }

    /// <param name="revision">The one the change was decided by.</param>
    public async Task<(CreditPack? Pack, Refusal? Refusal)> ChangeAsync(Guid id, int revision, PackInput input, CancellationToken stop)
    {
        var checks = new Checks();
        input.Check(checks);
        if (!checks.Pass) return (null, checks.Refusal());
        await work.BeginAsync(stop);
        if (await work.Model<PaymentsModel>().CreditPacks.FromSql($"select * from credit_packs where id = {id} for update").FirstOrDefaultAsync(stop) is not { } pack) return await GiveUpAsync(None);
        if (pack.Revision != revision) return await GiveUpAsync(Changed);
        var before = Said(pack);
        input.WriteTo(pack);
        pack.Revision++;
        return await SaveAsync(pack, before, stop);
    }

    /// <summary>A player buys a pack: what it costs and is worth now is kept with the purchase.</summary>
    /// <param name="seen">The price the buyer saw; another one is asked about.</param>
    public async Task<PurchaseOutcome> BuyAsync(Guid account, Guid id, long? seen, string? method, CancellationToken stop)
    {
        if ((await ListAsync(true, stop)).FirstOrDefault(one => one.Id == id) is not { } pack) return PurchaseOutcome.Refused(None);
        if (seen is { } price && price != pack.PriceMinor) return PurchaseOutcome.Refused(WalletRefusals.PriceChanged);
        return await buying.BuyAsync(new Purchase
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            AccountId = account,
            Purpose = PaymentPurpose.CreditPack,
            ProductId = pack.Id,
            PriceMinor = pack.PriceMinor,
            CreditMinor = pack.CreditMinor,
            Currency = pack.Currency,
            Label = pack.Name,
            ValidDays = pack.ValidDays,
            Weekdays = pack.Weekdays,
            VenueIds = pack.VenueIds,
            CreatedAt = clock.GetUtcNow(),
        }, method, "/me/wallet?done=pack", stop);
    }

    private async Task<(CreditPack? Pack, Refusal? Refusal)> SaveAsync(CreditPack pack, string? before, CancellationToken stop)
    {
        work.Tell(new ShopChanged(tenant.Info.Id));
        work.Audit(new Act("credit_pack.saved", "credit pack", $"{pack.Id}", pack.Name) { Changes = [new Changed("pack", before, Said(pack))] });
        try
        {
            await work.CommitAsync(stop);
            return (pack, null);
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return await GiveUpAsync(NameTaken);
        }
    }

    private static string Said(CreditPack pack) => string.Create(CultureInfo.InvariantCulture,
        $"{pack.Name}: {MoneyText.Format(pack.Credit, "en")} for {MoneyText.Format(pack.Price, "en")}, {(pack.ValidDays is { } days ? $"{days} days" : "no end")}, {(pack.Active ? "on sale" : "not on sale")}");

    private async Task<(CreditPack? Pack, Refusal? Refusal)> GiveUpAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return (null, refusal);
    }
}
