using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Webhooks;

/// <summary>
/// Where messages are under way: beside the timers and reactions, because a reader that takes ten seconds must not hold a place another club's
/// booking waits for. So many at once in a process, fewer of one club.
/// </summary>
internal sealed class WebhookDispatch(IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, ILogger<WebhookDispatch> log)
{
    private const int Most = 16;
    private const int MostOfOne = 4;
    private readonly Lock door = new();
    private readonly Dictionary<Guid, int> under = [];
    private readonly HashSet<Task> tasks = [];

    /// <summary>Takes a place for a club's message; no when there is none just now.</summary>
    public bool TryEnter(Guid tenant)
    {
        lock (door)
        {
            var own = under.GetValueOrDefault(tenant);
            if (own >= MostOfOne || under.Values.Sum() >= Most) return false;
            under[tenant] = own + 1;
            return true;
        }
    }

    /// <summary>Gives a place back that was not used.</summary>
    public void Leave(Guid tenant)
    {
        lock (door)
        {
            if (--under[tenant] == 0) under.Remove(tenant);
        }
    }

    /// <summary>Does the work in a scope of the club and gives the place back. Whoever started it does not wait.</summary>
    public void Start(TenantInfo tenant, Func<IServiceProvider, CancellationToken, Task> send)
    {
        var task = RunAsync(tenant, send);
        lock (door) tasks.Add(task);
        _ = task.ContinueWith(
            done =>
            {
                lock (door) tasks.Remove(done);
            }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>When nothing is under way any more.</summary>
    public Task IdleAsync()
    {
        lock (door) return Task.WhenAll(tasks);
    }

    private async Task RunAsync(TenantInfo tenant, Func<IServiceProvider, CancellationToken, Task> send)
    {
        await Task.Yield();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
            await send(scope.ServiceProvider, lifetime.ApplicationStopping);
        }
        catch (Exception failure)
        {
            // The message is still claimed and still pending: its timer rings again.
            if (!lifetime.ApplicationStopping.IsCancellationRequested) log.LogWarning("A webhook of {Tenant} could not be noted: {Error}", tenant.Slug, failure.Message);
        }
        finally
        {
            Leave(tenant.Id);
        }
    }
}
