using System.Collections.Concurrent;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Jobs.Recurring;

/// <summary>A club at which a job failed, by its role.</summary>
public sealed record ClubFailure(string Club, string Error);

/// <summary>
/// One round of all clubs, in an order of chance: so many at once, and a club that takes longer than <paramref name="patience"/> gives its place on. Of those
/// that are slow as many as there are places go on beside the others; further ones keep theirs. Nobody gets more than <paramref name="longest"/>.
/// </summary>
/// <param name="atOnce">Clubs at once.</param>
/// <param name="patience">How long a club keeps its place.</param>
/// <param name="longest">How long anybody may take.</param>
public sealed class ClubRound(int atOnce, TimeSpan patience, TimeSpan longest)
{
    /// <summary>Does the work at each, and says where it failed.</summary>
    public async Task<IReadOnlyList<ClubFailure>> GoAsync(IReadOnlyList<TenantInfo> clubs, Func<TenantInfo, CancellationToken, Task> work, CancellationToken stop)
    {
        var order = clubs.ToArray();
        Random.Shared.Shuffle(order);
        using SemaphoreSlim places = new(atOnce), slow = new(atOnce);
        var (failures, all) = (new ConcurrentBag<ClubFailure>(), new List<Task>());
        try
        {
            foreach (var club in order)
            {
                await places.WaitAsync(stop);
                all.Add(AtAsync(club, places, slow, work, failures, stop));
            }
        }
        finally
        {
            await Task.WhenAll(all);
        }
        stop.ThrowIfCancellationRequested();
        return [.. failures.OrderBy(failure => failure.Club, StringComparer.Ordinal)];
    }

    private async Task AtAsync(TenantInfo club, SemaphoreSlim places, SemaphoreSlim slow, Func<TenantInfo, CancellationToken, Task> work, ConcurrentBag<ClubFailure> failures, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(longest);
        var (gate, isOver, isSlow) = (new Lock(), false, false);
        await using var watch = new Timer(_ => GiveOn(), null, patience, Timeout.InfiniteTimeSpan);
        try
        {
            // What a club does before its first pause is not done by whoever walks the round.
            await Task.Run(() => work(club, end.Token), CancellationToken.None).WaitAsync(end.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The round is called off.
        }
        catch (Exception failure)
        {
            failures.Add(new ClubFailure(club.Schema, end.IsCancellationRequested ? $"It took longer than {longest}." : failure.Message));
        }
        finally
        {
            lock (gate)
            {
                isOver = true;
                (isSlow ? slow : places).Release();
            }
        }

        void GiveOn()
        {
            lock (gate)
            {
                if (isOver || !slow.Wait(0, CancellationToken.None)) return;
                isSlow = true;
                places.Release();
            }
        }
    }
}
