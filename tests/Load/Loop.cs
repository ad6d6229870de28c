using System.Collections.Concurrent;
using System.Diagnostics;

namespace PadelSaaS.Load;

/// <summary>Ways to put load on a target, bounded in people and time.</summary>
internal sealed class Loop(Target target, Places places)
{
    public ConcurrentDictionary<string, Figures> Figures { get; } = new();

    /// <summary>So many clients, each asking again as soon as it has its answer. A share of them reads, the others hold, confirm and cancel.</summary>
    public async Task ClosedAsync(int clients, double readShare, TimeSpan time)
    {
        using var end = new CancellationTokenSource(time);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            using var wire = target.Connect(target.Host);
            while (!end.IsCancellationRequested) await OnceAsync(wire, readShare);
        }));
    }

    /// <summary>So many clients, each asking for a week of the venue with fourteen courts, then thinking for a while; without thinking, as soon as it has its answer.</summary>
    public async Task WeeksAsync(int clients, TimeSpan think, TimeSpan time)
    {
        using var end = new CancellationTokenSource(time);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            using var wire = target.Connect(target.Host);
            await PauseAsync(think * Random.Shared.NextDouble(), end.Token);
            while (!end.IsCancellationRequested)
            {
                var begun = Stopwatch.GetTimestamp();
                var (answer, good) = await target.WeekAsync(wire, places.Big, today.AddDays(Random.Shared.Next(2, 15)), CancellationToken.None);
                Note("week", answer, Stopwatch.GetElapsedTime(begun).TotalMilliseconds, good);
                if (think > TimeSpan.Zero) await PauseAsync(think * (0.5 + Random.Shared.NextDouble()), end.Token);
            }
        }));
    }

    /// <summary>So many people, each connected all the time, thinking between two requests. They arrive spread over the first think time.</summary>
    public async Task PeopleAsync(int people, double readShare, TimeSpan think, TimeSpan time)
    {
        using var end = new CancellationTokenSource(time + think);
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, people).Select(async _ =>
        {
            using var wire = target.Connect(target.Host);
            await wire.ConnectAsync(end.Token);
            await PauseAsync(think * Random.Shared.NextDouble(), end.Token);
            while (!end.IsCancellationRequested)
            {
                // What happens while people still arrive is not counted.
                var counted = Stopwatch.GetElapsedTime(begun) > think;
                await OnceAsync(wire, readShare, counted, think);
                await PauseAsync(think * (0.5 + Random.Shared.NextDouble()), end.Token);
            }
        }));
    }

    // A person who books thinks between holding, confirming and cancelling too; here the three follow each other and the pause after them is longer.
    private async Task OnceAsync(Wire wire, double readShare, bool counted = true, TimeSpan? think = null)
    {
        if (Random.Shared.NextDouble() < readShare)
        {
            var begun = Stopwatch.GetTimestamp();
            var (answer, good) = await target.ReadAsync(wire, places.Any(), CancellationToken.None);
            if (counted) Note("read", answer, Stopwatch.GetElapsedTime(begun).TotalMilliseconds, good);
            return;
        }
        await target.WriteAsync(wire, places.Own(), counted ? Note : (_, _, _, _) => { }, CancellationToken.None);
        if (think is { } pause) await Task.Delay(pause);
    }

    private void Note(string what, Answer answer, double took, bool good) => Figures.GetOrAdd(what, _ => new Figures()).Add(answer, took, good);

    private static Task PauseAsync(TimeSpan time, CancellationToken stop) => Task.Delay(time, stop).ContinueWith(_ => { }, TaskScheduler.Default);
}
