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
    private const int Few = 24;
    private const int PlayersOfARun = 125;

    [Fact]
    public async Task Whatever_dies_and_breaks_nobody_is_charged_for_nothing_and_no_court_is_sold_twice()
    {
        var seeds = Number("PADEL_FAULT_SEEDS", Few);
        var from = Number("PADEL_FAULT_FROM", 1);
        var deaths = 0;
        for (var first = from; first < from + seeds; first += PlayersOfARun)
        {
            var players = Math.Min(PlayersOfARun, from + seeds - first);
            await using var run = new FaultRun(first, players);
            await run.PlayAsync();
            deaths += run.Deaths;
            output.WriteLine($"PADEL_FAULT_FROM={first} PADEL_FAULT_SEEDS={players}: {run.Deaths} deaths, {await run.SummaryAsync()}");
            (await run.BrokenRulesAsync()).ShouldBeEmpty($"again with PADEL_FAULT_FROM={first} PADEL_FAULT_SEEDS={players}");
        }
        output.WriteLine($"{seeds} players, {deaths} deaths");
        deaths.ShouldBeGreaterThan(0);
    }

    private static int Number(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
