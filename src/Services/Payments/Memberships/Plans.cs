using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Memberships;

/// <summary>What the club says about a plan.</summary>
internal sealed record PlanInput(string? Name, string? Description, string? GroupKey, long PriceMinor, int Months, long CreditMinor, bool Active);

/// <summary>A price from a day on.</summary>
/// <param name="Grandfather">Whether who is a member already keeps the price they have.</param>
internal sealed record VersionInput(DateOnly? FromDay, long PriceMinor, long CreditMinor, bool Grandfather);

/// <summary>A plan with what it costs today and what was said about later, and how many have it.</summary>
public sealed record PlanSeen(MembershipPlan Plan, MembershipVersion Now, IReadOnlyList<MembershipVersion> Versions, int Members)
{
    public Money Price => new(Now.PriceMinor, Plan.Currency);
}

/// <summary>The club's plans. What a plan costs is never changed: a new version counts from a day on.</summary>
internal sealed class Plans(UnitOfWork work, CurrentTenant tenant, ICustomers customers, TimeProvider clock)
{
    private const long Most = 100_000_000;
    private static readonly Refusal NameTaken = Refusal.Conflict("name_taken", "Another plan has this name.") with { Field = "name" };
    internal static readonly Refusal None = Refusal.NotFound("This plan");

    /// <summary>All plans, read inside the open unit of work.</summary>
    public async Task<IReadOnlyList<PlanSeen>> ReadAsync(bool onlyActive, CancellationToken stop)
    {
        var (model, today) = (work.Model<PaymentsModel>(), tenant.ClubDay(clock.GetUtcNow()));
        var plans = await model.Set<MembershipPlan>().AsNoTracking().Where(plan => plan.Active || !onlyActive).OrderBy(plan => plan.Position).ThenBy(plan => plan.CreatedAt).ToListAsync(stop);
        var versions = (await model.Set<MembershipVersion>().AsNoTracking().OrderBy(one => one.Number).ToListAsync(stop)).ToLookup(one => one.PlanId);
        var members = await model.Set<Membership>().Where(one => one.State == Membership.Active || one.State == Membership.PastDue || one.State == Membership.Frozen)
            .GroupBy(one => one.PlanId).Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, stop);
        return [.. plans.Select(plan => new PlanSeen(plan, versions[plan.Id].LastOrDefault(one => one.FromDay <= today) ?? versions[plan.Id].First(), [.. versions[plan.Id]], members.GetValueOrDefault(plan.Id)))];
    }

    public async Task<IReadOnlyList<PlanSeen>> ListAsync(bool onlyActive, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var plans = await ReadAsync(onlyActive, stop);
        await work.RollbackAsync();
        return plans;
    }

    public async Task<(Guid Id, Refusal? Refusal)> AddAsync(PlanInput input, CancellationToken stop)
    {
        var (checks, now) = (new Checks(), clock.GetUtcNow());
        var (name, description) = Texts(checks, input);
        Amounts(checks, input.PriceMinor, input.CreditMinor);
        checks.That(input.Months is 1 or 3 or 12, "months", "A period has 1, 3 or 12 months.");
        checks.That((await customers.GroupsAsync(stop)).Any(group => group.Key == input.GroupKey), "groupKey", "The club has no such group.");
        if (!checks.Pass) return (Guid.Empty, checks.Refusal());

        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var plan = new MembershipPlan
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            Description = description,
            GroupKey = input.GroupKey!,
            Currency = tenant.Info.Currency,
            Active = input.Active,
            Position = await model.Set<MembershipPlan>().CountAsync(stop),
            CreatedAt = now,
        };
        model.Add(plan);
        await model.SaveChangesAsync(stop);
        model.Add(Version(plan.Id, 1, tenant.ClubDay(now), input.PriceMinor, input.Months, input.CreditMinor, grandfather: false, now));
        return (plan.Id, await SaveAsync("membership_plan.added", plan, input.PriceMinor, tenant.ClubDay(now), stop));
    }

    /// <summary>Changes what the plan is called and whether it can be bought; who has it keeps it.</summary>
    public async Task<Refusal?> ChangeAsync(Guid id, string? name, string? description, bool active, CancellationToken stop)
    {
        var checks = new Checks();
        var texts = Texts(checks, new PlanInput(name, description, null, 0, 0, 0, active));
        if (!checks.Pass) return checks.Refusal();
        await work.BeginAsync(stop);
        if (await work.Model<PaymentsModel>().Set<MembershipPlan>().FirstOrDefaultAsync(plan => plan.Id == id, stop) is not { } plan) return await GiveUpAsync(None);
        (plan.Name, plan.Description, plan.Active) = (texts.Name, texts.Description, active);
        return await SaveAsync("membership_plan.changed", plan, null, null, stop);
    }

    /// <summary>Says what the plan costs from a day on. Members it is to count for have to be able to hear of it in time.</summary>
    public async Task<Refusal?> PriceAsync(Guid id, VersionInput input, CancellationToken stop)
    {
        var (checks, now) = (new Checks(), clock.GetUtcNow());
        var today = tenant.ClubDay(now);
        Amounts(checks, input.PriceMinor, input.CreditMinor);
        checks.That(input.FromDay is not null, "fromDay", "A date such as 2026-12-31 is needed.");
        if (!checks.Pass) return checks.Refusal();

        await work.BeginAsync(stop);
        // Two who change it at once: the second sees the first's version.
        var model = work.Model<PaymentsModel>();
        if (await model.Set<MembershipPlan>().FromSql($"select * from membership_plans where id = {id} for update").FirstOrDefaultAsync(stop) is not { } plan) return await GiveUpAsync(None);
        var seen = (await ReadAsync(false, stop)).First(one => one.Plan.Id == id);
        var last = seen.Versions[^1];
        checks.That(input.FromDay >= today, "fromDay", "This day is over.");
        checks.That(input.FromDay > last.FromDay || (seen.Versions.Count == 1 && input.FromDay >= last.FromDay), "fromDay", "A price for a later day was said already.");
        checks.That(input.Grandfather || seen.Members == 0 || input.FromDay >= today.AddDays(MembershipTerms.NoticeDays), "fromDay", "Members have to know 30 days before: choose a later day, or let them keep their price.");
        if (!checks.Pass) return await GiveUpAsync(checks.Refusal());
        var version = Version(id, last.Number + 1, input.FromDay!.Value, input.PriceMinor, last.Months, input.CreditMinor, input.Grandfather, now);
        model.Add(version);
        if (!input.Grandfather && input.PriceMinor != last.PriceMinor) await WarnAsync(plan, version, stop);
        return await SaveAsync("membership_plan.priced", plan, input.PriceMinor, input.FromDay, stop);
    }

    // Who will pay another price hears of it now, with the day of the first period it counts for.
    private async Task WarnAsync(MembershipPlan plan, MembershipVersion version, CancellationToken stop)
    {
        var members = await work.Model<PaymentsModel>().Set<Membership>().AsNoTracking()
            .Where(one => one.PlanId == plan.Id && (one.State == Membership.Active || one.State == Membership.PastDue || one.State == Membership.Frozen) && !one.CancelAtEnd && !one.Given && one.NextPlanId == null && one.PeriodTo != null)
            .ToListAsync(stop);
        foreach (var member in members)
        {
            var begins = MembershipTerms.FirstPeriodFrom(member.PeriodTo!.Value, version.Months, member.AnchorDay, version.FromDay);
            work.Tell(new MembershipNews(member.Id, member.AccountId, plan.Name, "price_changes", new Money(version.PriceMinor, plan.Currency), begins, null, $"{version.Id} {member.Id}"));
        }
    }

    private static MembershipVersion Version(Guid plan, int number, DateOnly from, long price, int months, long credit, bool grandfather, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        PlanId = plan,
        Number = number,
        FromDay = from,
        PriceMinor = price,
        Months = months,
        CreditMinor = credit,
        Grandfather = grandfather,
        CreatedAt = now,
    };

    private static (string Name, string Description) Texts(Checks checks, PlanInput input) =>
        (checks.Text(input.Name, "name", 60, "A name is needed."), checks.Optional(input.Description, "description", 300) ?? "");

    private static void Amounts(Checks checks, long price, long credit)
    {
        checks.That(price is > 0 and <= Most, "priceMinor", "An amount above nothing is needed.");
        checks.That(credit is >= 0 and <= Most, "creditMinor", "An amount, or nothing.");
    }

    private async Task<Refusal?> SaveAsync(string act, MembershipPlan plan, long? priceMinor, DateOnly? from, CancellationToken stop)
    {
        work.Tell(new ShopChanged(tenant.Info.Id));
        work.Audit(new Act(act, "membership plan", $"{plan.Id}", plan.Name)
        {
            Changes = priceMinor is { } price ? [new Changed("price", null, string.Create(CultureInfo.InvariantCulture, $"{MoneyText.Format(new Money(price, plan.Currency), "en")} from {from:yyyy-MM-dd}"))] : [new Changed("on sale", null, $"{plan.Active}")],
        });
        try
        {
            await work.CommitAsync(stop);
            return null;
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return await GiveUpAsync(NameTaken);
        }
    }

    private async Task<Refusal> GiveUpAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return refusal;
    }
}
