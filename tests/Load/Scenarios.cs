using System.Globalization;

namespace PadelSaaS.Load;

/// <summary>What is measured. The platform and the baseline take turns within one run, so that a machine that slows down slows both.</summary>
internal sealed class Scenarios(PlatformTarget platform, BareTarget bare, Places places, int seconds)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private readonly TimeSpan time = TimeSpan.FromSeconds(seconds);

    public async Task RunAsync(IReadOnlySet<string> chosen)
    {
        if (chosen.Contains("reads")) await CompareAsync("reads, 32 clients", 32, 1, "read");
        if (chosen.Contains("writes")) await CompareAsync("hold + confirm + cancel, 16 clients", 16, 0, "hold", "confirm", "cancel");
        if (chosen.Contains("mix")) await CompareAsync("80 % reads, 20 % booking, 32 clients", 32, 0.8, "read", "hold", "confirm", "cancel");
        if (chosen.Contains("people")) await PeopleAsync(10_000, TimeSpan.FromSeconds(10));
        if (chosen.Contains("overload")) await OverloadAsync();
    }

    private async Task CompareAsync(string title, int clients, double readShare, params string[] kinds)
    {
        Console.WriteLine($"\n### {title}, {seconds} s a turn, three turns each\n");
        // A process that has just started still compiles its hot paths: that is not what is measured.
        await TurnAsync(platform, clients, readShare, WarmUp);
        await TurnAsync(bare, clients, readShare, WarmUp);
        var ratios = new List<double>();
        Loop? ours = null, theirs = null;
        for (var turn = 0; turn < 3; turn++)
        {
            ours = await TurnAsync(platform, clients, readShare, time);
            theirs = await TurnAsync(bare, clients, readShare, time);
            ratios.Add((double)Total(ours, kinds) / Total(theirs, kinds));
        }
        Console.WriteLine(Figures.Head);
        foreach (var kind in kinds)
        {
            Console.WriteLine(ours!.Figures[kind].Row($"{kind}, platform", seconds));
            Console.WriteLine(theirs!.Figures[kind].Row($"{kind}, bare", seconds));
        }
        var median = ratios.Order().ElementAt(1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nPlatform to bare, requests a second: **{median:N2}** (the turns: {ratios[0]:N2}, {ratios[1]:N2}, {ratios[2]:N2})"));
    }

    /// <summary>A week of fourteen courts: read and computed for every question by one process, by another with the club and its rules too, remembered by day in the ordinary one.</summary>
    public async Task WeeksAsync(PlatformTarget noDays, PlatformTarget nothing, int clients)
    {
        foreach (var think in new[] { TimeSpan.FromSeconds(1), TimeSpan.Zero })
        {
            var pace = think == TimeSpan.Zero ? "without a pause" : $"{think.TotalSeconds:N0} s between two questions";
            Console.WriteLine($"\n### a week of 14 courts, {clients} clients {pace}, {seconds} s a turn\n");
            foreach (var target in new Target[] { noDays, nothing, platform, bare }) await new Loop(target, places).WeeksAsync(clients, think, TimeSpan.FromSeconds(3));
            Console.WriteLine(Figures.Head);
            for (var turn = 0; turn < 3; turn++)
                foreach (var (name, target) in new (string, Target)[] { ("platform, no day remembered", noDays), ("platform, nothing remembered", nothing), ("platform", platform), ("bare", bare) })
                {
                    var loop = new Loop(target, places);
                    await loop.WeeksAsync(clients, think, time);
                    Console.WriteLine(loop.Figures["week"].Row($"week, {name}", seconds));
                }
        }
    }

    private async Task PeopleAsync(int people, TimeSpan think)
    {
        Console.WriteLine($"\n### {people:N0} connected people, {think.TotalSeconds:N0} s between two requests, {seconds * 3} s\n");
        var loop = new Loop(platform, places);
        await loop.PeopleAsync(people, 0.8, think, time * 3);
        Console.WriteLine(Figures.Head);
        foreach (var (kind, figures) in loop.Figures.OrderBy(kind => kind.Key)) Console.WriteLine(figures.Row(kind, seconds * 3));
    }

    // Twice as many clients as may run and wait: some must be sent away, those who are let in must not suffer, and afterwards all is as before.
    private async Task OverloadAsync()
    {
        Console.WriteLine("\n### Overload: 600 clients without a pause, then 32\n");
        Console.WriteLine(Figures.Head);
        foreach (var (name, clients, length) in new[] { ("before", 32, 5), ("overload", 600, seconds), ("the 5 s after", 32, 5) })
        {
            var loop = await TurnAsync(platform, clients, 0.8, TimeSpan.FromSeconds(length));
            foreach (var kind in new[] { "read", "hold" }) Console.WriteLine(loop.Figures[kind].Row($"{kind}, {name}", length));
        }
    }

    private async Task<Loop> TurnAsync(Target target, int clients, double readShare, TimeSpan length)
    {
        var loop = new Loop(target, places);
        await loop.ClosedAsync(clients, readShare, length);
        return loop;
    }

    private static int Total(Loop loop, string[] kinds) => kinds.Sum(kind => loop.Figures[kind].Count);
}
