using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tenants.Plans;

namespace PadelSaaS.Tenants.UseCases.Plans;

/// <summary>What plans include and limit, in words.</summary>
internal static class PlanWords
{
    public static string Ability(string ability, IStringLocalizer<TenantsWords> t) => ability switch
    {
        PlanAbility.Announcements => t["Announcements to many customers"],
        PlanAbility.Domains => t["Domains of your own"],
        PlanAbility.Webhooks => t["Webhooks for your own programs"],
        _ => ability,
    };

    public static string Limit(string limit, int? most, IStringLocalizer<TenantsWords> t) => (limit, most) switch
    {
        (PlanLimit.Venues, null) => t["As many venues as you have"],
        (PlanLimit.Venues, { } venues) => t["Venues: {0}", venues],
        (PlanLimit.Courts, null) => t["As many courts as you have"],
        (PlanLimit.Courts, { } courts) => t["Courts in use: {0}", courts],
        _ => limit,
    };

    public static string Use(PlanUse use, IStringLocalizer<TenantsWords> t) => use.Of switch
    {
        PlanLimit.Venues => t["Venues: {0}", use.Count],
        PlanLimit.Courts => t["Courts in use: {0}", use.Count],
        _ => $"{Ability(use.Of, t)}: {use.Count}",
    };
}
