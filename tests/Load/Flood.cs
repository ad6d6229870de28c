using System.Diagnostics;
using System.Globalization;

namespace PadelSaaS.Load;

/// <summary>
/// One club is flooded from two hundred networks as fast as they get answers; another has its ordinary visitors. What those wait is compared with
/// a moment before, turn by turn within one run.
/// </summary>
internal sealed class Flood(PlatformTarget flooded, PlatformTarget calm, int seconds)
{
    private const int Networks = 200;
    private const int Visitors = 24;
    private static readonly TimeSpan Think = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync()
    {
        Console.WriteLine($"\n### One club flooded from {Networks} networks, another with {Visitors} visitors, {seconds} s a turn, three turns\n");
        var (there, here) = (await Places.ReadAsync(flooded, CancellationToken.None), await Places.ReadAsync(calm, CancellationToken.None));
        await VisitAsync(here, TimeSpan.FromSeconds(3));
        Console.WriteLine(Figures.Head);
        var ratios = new List<double>();
        for (var turn = 0; turn < 3; turn++)
        {
            var before = await VisitAsync(here, TimeSpan.FromSeconds(seconds));
            using var end = new CancellationTokenSource();
            var flood = new Figures();
            var storm = StormAsync(there, flood, end.Token);
            // What it may ask at once is asked by then.
            await Task.Delay(TimeSpan.FromSeconds(5));
            var during = await VisitAsync(here, TimeSpan.FromSeconds(seconds));
            await end.CancelAsync();
            await storm;
            Console.WriteLine(before.Row("the calm club before", seconds));
            Console.WriteLine(during.Row("the calm club meanwhile", seconds));
            Console.WriteLine(flood.Row("the flooded club (failed: 429)", seconds + 5));
            ratios.Add(during.At(0.95) / Math.Max(0.01, before.At(0.95)));
        }
        ratios.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\np95 of the calm club, meanwhile to before: **{ratios[1]:N2}** (of three turns {ratios[0]:N2} to {ratios[2]:N2}; the aim is 1.5)"));
    }

    private async Task<Figures> VisitAsync(Places places, TimeSpan time)
    {
        var figures = new Figures();
        using var end = new CancellationTokenSource(time);
        await Task.WhenAll(Enumerable.Range(1, Visitors).Select(async number =>
        {
            using var wire = calm.Connect(calm.Host, $"198.51.100.{number}");
            while (!end.IsCancellationRequested)
            {
                var begun = Stopwatch.GetTimestamp();
                var (answer, good) = await calm.ReadAsync(wire, places.Any(), CancellationToken.None);
                figures.Add(answer, Stopwatch.GetElapsedTime(begun).TotalMilliseconds, good);
                await Task.Delay(Think * (0.5 + Random.Shared.NextDouble()), CancellationToken.None);
            }
        }));
        return figures;
    }

    private async Task StormAsync(Places places, Figures figures, CancellationToken end)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await Task.WhenAll(Enumerable.Range(1, Networks).Select(async number =>
        {
            using var wire = flooded.Connect(flooded.Host, $"203.0.113.{number}");
            while (!end.IsCancellationRequested)
            {
                var begun = Stopwatch.GetTimestamp();
                var (answer, good) = await flooded.WeekAsync(wire, places.Big, today.AddDays(Random.Shared.Next(2, 15)), CancellationToken.None);
                figures.Add(answer, Stopwatch.GetElapsedTime(begun).TotalMilliseconds, good);
                // A machine that floods from elsewhere pays for its own work; here it shares the cores with the server.
                await Task.Delay(100, CancellationToken.None);
            }
        }));
    }
}
