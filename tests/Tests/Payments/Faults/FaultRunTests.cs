using System.Globalization;
using Xunit.Abstractions;

namespace PadelSaaS.Tests.Payments.Faults;

/// <summary>
/// The booking saga while everything around it fails: the process dies between any two steps, the line to the card company breaks before and
/// after the work, events come twice and in any order. <c>PADEL_FAULT_SEEDS=2000</c> plays so many players (two dozen otherwise), from
/// <c>PADEL_FAULT_FROM</c>; a run that fails names the numbers that repeat it.
/// </summary>
public sealed class FaultRunTests(ITestOutputHelper output)
{
    private const int Few = 12;
    private const int PlayersOfARun = 125;

    [Fact]
    public async Task Whatever_dies_and_breaks_nobody_is_charged_for_nothing_and_no_court_is_sold_twice()
    {
        var seeds = Number("PADEL_FAULT_SEEDS", Few);
        var from = Number("PADEL_FAULT_FROM", 1);
        var (deaths, broken) = (0, new List<string>());
        for (var first = from; first < from + seeds; first += PlayersOfARun)
        {
            var players = Math.Min(PlayersOfARun, from + seeds - first);
            await using var run = new FaultRun(first, players);
            await run.PlayAsync();
            deaths += run.Deaths;
            Say($"PADEL_FAULT_FROM={first} PADEL_FAULT_SEEDS={players}: {run.Deaths} deaths, {await run.SummaryAsync()}");
            foreach (var rule in await run.BrokenRulesAsync())
            {
                broken.Add($"again with PADEL_FAULT_FROM={first} PADEL_FAULT_SEEDS={players}: {rule}");
                Say(broken[^1]);
            }
        }
        Say($"{seeds} players, {deaths} deaths");
        broken.ShouldBeEmpty();
        deaths.ShouldBeGreaterThan(0);
    }

    // A long run is watched in the file that PADEL_FAULT_LOG names: the test's own words come at its end.
    private void Say(string line)
    {
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("PADEL_FAULT_LOG") is { Length: > 0 } file) File.AppendAllText(file, $"{TimeProvider.System.GetUtcNow():HH:mm:ss} {line}\n");
    }

    private static int Number(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
