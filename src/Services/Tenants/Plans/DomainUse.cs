using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tenants.Domains;

namespace PadelSaaS.Tenants.Plans;

/// <summary>Domains of its own a club has.</summary>
internal sealed class DomainUse(DomainBook domains, CurrentTenant tenant) : IPlanUse
{
    public string Of => PlanAbility.Domains;

    public async Task<int> CountAsync(CancellationToken stop = default) => (await domains.OfAsync(tenant.Info.Id, stop)).Count(one => one.State == ClubDomain.Proven);
}
