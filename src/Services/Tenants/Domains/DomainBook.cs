using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Domains;

/// <summary>
/// Domains of clubs. A domain is a club's as soon as its zone says what the club was told. Who proves a domain that another club has takes it over, unless the other's record is
/// still there: a domain that changed hands goes to its new owner, and nobody takes one away.
/// </summary>
internal sealed class DomainBook(IServiceScopeFactory scopes, ZoneReader zone, TimeProvider clock)
{
    /// <summary>Domains a club may have or ask for.</summary>
    public const int Most = 5;

    private const string Columns = "d.id, d.domain, d.token, d.state, d.problem, d.asked_at, d.checked_at, coalesce(t.main_host = d.domain, false)";

    /// <summary>A club's domains, in the order they were asked for.</summary>
    public Task<IReadOnlyList<ClubDomain>> OfAsync(Guid club, CancellationToken stop) => InPlatformAsync(async work =>
    {
        await using var read = work.Command($"select {Columns} from tenant_domains d join tenants t on t.id = d.tenant_id where d.tenant_id = $1 order by d.asked_at, d.id", club);
        await using var rows = await read.ExecuteReaderAsync(stop);
        var domains = new List<ClubDomain>();
        while (await rows.ReadAsync(stop)) domains.Add(Of(rows));
        return (IReadOnlyList<ClubDomain>)domains;
    }, stop);

    /// <summary>One of a club's domains.</summary>
    public async Task<ClubDomain?> FindAsync(Guid club, Guid id, CancellationToken stop) => (await OfAsync(club, stop)).FirstOrDefault(one => one.Id == id);

    /// <summary>Notes that a club wants a domain.</summary>
    /// <returns>What to write into its zone; <see langword="null"/> where the club has as many as it may, or this one.</returns>
    public Task<ClubDomain?> AskAsync(Guid club, string domain, CancellationToken stop) => InPlatformAsync(async work =>
    {
        var asked = new ClubDomain(Guid.CreateVersion7(clock.GetUtcNow()), domain, RandomNumberGenerator.GetHexString(32, lowercase: true), ClubDomain.Asked, null, clock.GetUtcNow(), null, false);
        await using var insert = work.Command("""
            with club as (select id from tenants where id = $2 for update)
            insert into tenant_domains (id, tenant_id, domain, token, state, asked_at)
            select $1, club.id, $3, $4, 'asked', $5 from club where (select count(*) from tenant_domains where tenant_id = $2) < $6
            on conflict (tenant_id, domain) do nothing
            """, asked.Id, club, domain, asked.Token, asked.AskedAt, Most);
        return await insert.ExecuteNonQueryAsync(stop) == 1 ? asked : null;
    }, stop);

    /// <summary>Looks into a domain's zone, and notes what was found.</summary>
    /// <returns>The domain as it is now; <see langword="null"/> where the club has none of this id.</returns>
    public async Task<ClubDomain?> CheckAsync(Guid club, Guid id, CancellationToken stop)
    {
        if (await FindAsync(club, id, stop) is not { } domain) return null;
        if (domain.State == ClubDomain.Proven) return domain;
        var texts = await zone.TextsAsync(domain.RecordName, stop);
        return await InPlatformAsync(async work =>
        {
            // Of two clubs that prove the same domain at once, the second sees what the first did.
            await using (var turn = work.Command("select pg_advisory_xact_lock(hashtextextended('domain:' || $1, 0))", domain.Domain)) await turn.ExecuteNonQueryAsync(stop);
            var problem = texts is null ? DomainProblem.NoAnswer : !texts.Contains(domain.RecordValue) ? DomainProblem.NoRecord : await TakeOverAsync(work, club, domain, texts, stop) ? null : DomainProblem.Taken;
            if (problem is null) await ProveAsync(work, club, domain, stop);
            await using (var note = work.Command("update tenant_domains set problem = $2, checked_at = $3 where id = $1", id, problem, clock.GetUtcNow())) await note.ExecuteNonQueryAsync(stop);
            return domain with { State = problem is null ? ClubDomain.Proven : domain.State, Problem = problem, CheckedAt = clock.GetUtcNow() };
        }, stop);
    }

    /// <summary>Leads the club's visitors to one of its proven domains, or with <see langword="null"/> to its place below the apex.</summary>
    /// <returns>Whether it has that domain.</returns>
    public Task<bool> ChooseAsync(Guid club, Guid? id, CancellationToken stop) => InPlatformAsync(async work =>
    {
        await using var set = work.Command("""
            update tenants t set main_host = d.domain, updated_at = $3 from (select null::text as domain where $2::uuid is null union all select domain from tenant_domains where id = $2 and tenant_id = $1 and state = 'proven') d where t.id = $1
            """, club, id, clock.GetUtcNow());
        if (await set.ExecuteNonQueryAsync(stop) == 0) return false;
        work.Tell(new DomainsChanged(club));
        return true;
    }, stop);

    /// <summary>Gives a domain up: the site answers there no more.</summary>
    public Task<bool> RemoveAsync(Guid club, Guid id, CancellationToken stop) => InPlatformAsync(async work =>
    {
        await using var remove = work.Command("delete from tenant_domains where id = $1 and tenant_id = $2 returning domain", id, club);
        if (await remove.ExecuteScalarAsync(stop) is not string domain) return false;
        await LetGoAsync(work, club, domain, stop);
        return true;
    }, stop);

    /// <summary>Domains that wait for their record, those nobody looked at for longest first; none that waits for more than two weeks.</summary>
    public Task<IReadOnlyList<(Guid Club, Guid Id)>> WaitingAsync(int most, CancellationToken stop) => InPlatformAsync(async work =>
    {
        await using var read = work.Command("select tenant_id, id from tenant_domains where state = 'asked' and asked_at > $1 order by checked_at nulls first limit $2", clock.GetUtcNow().AddDays(-14), most);
        await using var rows = await read.ExecuteReaderAsync(stop);
        var waiting = new List<(Guid, Guid)>();
        while (await rows.ReadAsync(stop)) waiting.Add((rows.GetGuid(0), rows.GetGuid(1)));
        return (IReadOnlyList<(Guid Club, Guid Id)>)waiting;
    }, stop);

    // Who had it has it no more, unless its own record is there as well.
    private static async Task<bool> TakeOverAsync(UnitOfWork work, Guid club, ClubDomain domain, IReadOnlyList<string> texts, CancellationToken stop)
    {
        Guid? holder = null;
        var token = "";
        await using (var find = work.Command("select tenant_id, token from tenant_domains where domain = $1 and state = 'proven' and tenant_id <> $2", domain.Domain, club))
        await using (var row = await find.ExecuteReaderAsync(stop))
            if (await row.ReadAsync(stop)) (holder, token) = (row.GetGuid(0), row.GetString(1));
        if (holder is not { } other) return true;
        if (texts.Contains($"padel={token}")) return false;
        await using (var lose = work.Command("update tenant_domains set state = 'lost' where domain = $1 and tenant_id = $2", domain.Domain, other)) await lose.ExecuteNonQueryAsync(stop);
        await LetGoAsync(work, other, domain.Domain, stop);
        return true;
    }

    private async Task ProveAsync(UnitOfWork work, Guid club, ClubDomain domain, CancellationToken stop)
    {
        await using (var prove = work.Command("update tenant_domains set state = 'proven', proven_at = $2 where id = $1", domain.Id, clock.GetUtcNow())) await prove.ExecuteNonQueryAsync(stop);
        await using (var host = work.Command("""
            insert into tenant_hosts (host, tenant_id, verified_at) values ($1, $2, $3)
            on conflict (host) do update set tenant_id = excluded.tenant_id, verified_at = excluded.verified_at, redirect_to = null
            """, domain.Domain, club, clock.GetUtcNow()))
            await host.ExecuteNonQueryAsync(stop);
        work.Tell(new DomainsChanged(club));
    }

    private static async Task LetGoAsync(UnitOfWork work, Guid club, string domain, CancellationToken stop)
    {
        await using (var host = work.Command("delete from tenant_hosts where host = $1 and tenant_id = $2", domain, club)) await host.ExecuteNonQueryAsync(stop);
        await using (var main = work.Command("update tenants set main_host = null where id = $1 and main_host = $2", club, domain)) await main.ExecuteNonQueryAsync(stop);
        work.Tell(new DomainsChanged(club));
    }

    private static ClubDomain Of(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4),
        row.GetFieldValue<DateTimeOffset>(5), row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6), row.GetBoolean(7));

    // The registry is the platform's: a club's own transaction does not see it.
    private async Task<T> InPlatformAsync<T>(Func<UnitOfWork, Task<T>> act, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync(stop);
        var result = await act(work);
        await work.CommitAsync(stop);
        return result;
    }
}
