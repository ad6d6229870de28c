using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Domains;

/// <summary>What a club does with domains, with the line in its own log that says so.</summary>
internal sealed class DomainOffice(DomainBook book, Hosts hosts, ITenantStore tenants, Actor actor, IPlans plans, IServiceScopeFactory scopes)
{
    public static readonly Refusal TooMany = Refusal.Conflict("too_many_domains", "A club can have five domains at most, and each once.");
    public static readonly Refusal NotInPlan = Refusal.Conflict(PlanLimit.Rule, PlanAbility.NotIncluded);
    public const string NoDomain = "Please write a domain such as padel.example.com. Addresses of this platform and of single machines are none.";

    public DomainBook Book => book;

    /// <summary>Takes note of a domain the club wants.</summary>
    /// <param name="checks">Takes what is wrong with what was typed.</param>
    public async Task<(ClubDomain? Domain, Refusal? Refusal)> AskAsync(TenantInfo club, string? typed, Checks checks, CancellationToken stop)
    {
        var name = DomainName.Read(typed, hosts);
        checks.That(name is not null, "domain", NoDomain);
        if (name is null) return (null, null);
        if (!(await plans.NowAsync(stop)).Allows(PlanAbility.Domains)) return (null, NotInPlan);
        if (await book.AskAsync(club.Id, name, stop) is not { } asked) return (null, TooMany);
        await NoteAsync(club.Id, new Act("domain.asked", "domain", $"{asked.Id}", name), stop);
        return (asked, null);
    }

    /// <summary>Looks into a domain's zone now.</summary>
    public async Task<ClubDomain?> CheckAsync(Guid club, Guid id, CancellationToken stop)
    {
        if (await book.FindAsync(club, id, stop) is not { } before || await book.CheckAsync(club, id, stop) is not { } now) return null;
        if (before.State != now.State) await NoteAsync(club, new Act($"domain.{now.State}", "domain", $"{id}", now.Domain), stop);
        return now;
    }

    /// <summary>Leads visitors to a domain, or back below the apex.</summary>
    public async Task<bool> ChooseAsync(TenantInfo club, Guid? id, CancellationToken stop)
    {
        if (id is not null && !(await plans.NowAsync(stop)).Allows(PlanAbility.Domains) || !await book.ChooseAsync(club.Id, id, stop)) return false;
        var now = (await tenants.AllAsync(stop)).First(one => one.Id == club.Id);
        await NoteAsync(club.Id, new Act("domain.chosen", "tenant", $"{club.Id}", hosts.Of(now)) { Changes = [new Changed("address", hosts.Of(club), hosts.Of(now))] }, stop);
        return true;
    }

    /// <summary>Gives a domain up.</summary>
    public async Task<bool> RemoveAsync(Guid club, Guid id, CancellationToken stop)
    {
        if (await book.FindAsync(club, id, stop) is not { } domain || !await book.RemoveAsync(club, id, stop)) return false;
        await NoteAsync(club, new Act("domain.removed", "domain", $"{id}", domain.Domain), stop);
        return true;
    }

    // In the club's own transaction, after the registry's.
    private async Task NoteAsync(Guid club, Act act, CancellationToken stop)
    {
        if (await tenants.FindAsync(club, stop) is not { } tenant) return;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginAsync(stop);
        work.Audit(actor is { Kind: "account", Id: { } who } ? act with { By = (who, actor.Name) } : act);
        await work.CommitAsync(stop);
    }
}
