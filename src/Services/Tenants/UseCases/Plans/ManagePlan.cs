using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Tenants.Plans;

namespace PadelSaaS.Tenants.UseCases.Plans;

/// <summary>The club's plan by the API.</summary>
internal static class ManagePlan
{
    private const string Path = "/manage/plan";

    /// <param name="BeginsAt">When it would begin; <see langword="null"/> for at once.</param>
    /// <param name="NoRoomFor">What the club has more of than this plan has room for.</param>
    internal sealed record Offer(string Key, string Name, Money PriceAMonth, IReadOnlyList<string> Abilities, IReadOnlyDictionary<string, int> Limits, DateTimeOffset? BeginsAt, IReadOnlyList<PlanUse> NoRoomFor);

    /// <param name="Plan">Its plan; <see langword="null"/> for a club without one, which may do everything.</param>
    /// <param name="Next">The plan that follows.</param>
    internal sealed record Answer(string? Plan, bool Trial, Money? PriceAMonth, string? Next, DateTimeOffset? NextAt, IReadOnlyList<PlanUse> Use, IReadOnlyList<Offer> Plans);

    internal sealed record Request(string? Plan);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet(Path, ReadAsync).Needs(Ability.ManageTenant).WithSummary("The club's plan, how much of it is used, and the plans there are");
        doors.Api.MapPut(Path, async (Request body, PlanOffice office, Visit visit, CancellationToken stop) => await office.ChooseAsync(body.Plan ?? "", stop) is { } refusal ? (IResult)refusal : Results.Ok(await ReadAsync(office, visit, stop)))
            .Needs(Ability.ManageTenant).ByHolderAlone().WithSummary("Take another plan: a larger one at once, a smaller one with the next month").Produces<Answer>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Answer> ReadAsync(PlanOffice office, Visit visit, CancellationToken stop)
    {
        var (now, plans, use) = await office.ViewAsync(stop);
        return new Answer(now?.Plan, now?.IsTrial == true, now?.Price, now?.Next, now?.EndsAt, use,
            [.. plans.Select(plan => new Offer(plan.Key, plan.NameIn("en"), plan.PriceIn(visit.Tenant!.Currency), [.. plan.Abilities.Order(StringComparer.Ordinal)], plan.Limits, office.When(now, plan, plans), PlanOffice.Over(plan, use)))]);
    }
}
