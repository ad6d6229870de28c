using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Storage;

/// <summary>
/// Takes files away that no row names: left by processes that died, by a database that was set back, by a store that was away when something was
/// deleted. What is younger than a day may still get its row and is let be; so is what no service says is its own.
/// </summary>
public sealed class OrphanSweep(IServiceScopeFactory scopes, ITenantStore tenants, ILogger<OrphanSweep> log)
{
    /// <summary>How old a file is before anybody asks whether it is named. No upload takes as long as that between its file and its row.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(1);

    private const int AtOnce = 500;

    /// <summary>Looks at every club once.</summary>
    /// <returns>How many files were taken away. A store that does not answer is asked again the next night.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var gone = 0;
        try
        {
            await foreach (var some in EachAsync(stop)) gone += some;
        }
        catch (StoreAwayException away)
        {
            log.LogWarning("Files that nobody names were not looked for to the end: {Error}", away.InnerException?.Message ?? away.Message);
        }
        if (gone > 0) log.LogInformation("{Files} files that nobody names were taken away", gone);
        return gone;
    }

    private async IAsyncEnumerable<int> EachAsync([EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var tenant in (await tenants.AllAsync(stop)).Where(tenant => tenant.State != TenantState.Provisioning))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
            foreach (var owner in scope.ServiceProvider.GetServices<IFileOwner>()) yield return await OfAsync(owner, scope.ServiceProvider, stop);
        }
    }

    private static async Task<int> OfAsync(IFileOwner owner, IServiceProvider scope, CancellationToken stop)
    {
        var (files, work, gone) = (scope.GetRequiredService<ClubFiles>(), scope.GetRequiredService<UnitOfWork>(), 0);
        // Files carry the store's own clock, whatever a test says the time is.
        var before = TimeProvider.System.GetUtcNow() - Age;
        var old = new List<(Guid Id, string Name)>();
        await foreach (var file in files.ListAsync(owner.Folder, stop))
            if (file.WrittenAt < before && Guid.TryParse(file.Key[owner.Folder.Length..].Split('/')[0], out var id)) old.Add((id, file.Key));

        foreach (var some in old.GroupBy(file => file.Id).Chunk(AtOnce))
        {
            // Asked after they were listed: a row that came meanwhile counts.
            await work.BeginAsync(stop);
            var named = await owner.NamedAsync([.. some.Select(one => one.Key)], stop);
            await work.RollbackAsync();
            foreach (var (_, name) in some.Where(one => !named.Contains(one.Key)).SelectMany(one => one))
            {
                await files.DeleteAsync(name, stop);
                gone++;
            }
        }
        return gone;
    }
}

/// <summary>Every night.</summary>
internal sealed class TakeOrphans(OrphanSweep orphans) : IPlatformJob
{
    public Task RunAsync(CancellationToken stop) => orphans.RunAsync(stop);
}
