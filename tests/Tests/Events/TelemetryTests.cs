using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Telemetry;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Events;

/// <summary>What is measured: figures for whoever has the key, alerts that speak of figures there are, one trace from the click to the timer.</summary>
public sealed partial class TelemetryTests(TelemetryTests.Fixture platform) : IClassFixture<TelemetryTests.Fixture>
{
    private const string Token = "a key for the figures";

    public sealed class Fixture : PlatformFixture
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Telemetry:MetricsToken"] = Token };
    }

    [Fact]
    public async Task Figures_are_for_whoever_has_the_key_and_hold_all_that_alerts_and_dashboards_speak_of()
    {
        foreach (var wrong in new[] { null, "Bearer another key", $"Basic {Token}" }) (await FiguresAsync(wrong)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var player = platform.InMadrid();
        var booking = await player.HeldAsync((await player.FreeAsync("2026-12-03"))[0], "Figurina");
        await player.ConfirmAsync(booking);
        await platform.Services.GetRequiredService<Gauges>().LookAsync(CancellationToken.None);
        var behind = Figure(await PageAsync(), "padel_facts_unread{reader=\"notifications\"}");
        behind.ShouldBeGreaterThanOrEqualTo(2);
        await platform.SettleAsync();
        await platform.Services.GetRequiredService<Gauges>().LookAsync(CancellationToken.None);
        var page = await PageAsync();
        Figure(page, "padel_facts_unread{reader=\"notifications\"}").ShouldBe(0);
        Figure(page, "padel_facts_told_total{type=\"BOOKING_CONFIRMED\"}").ShouldBeGreaterThanOrEqualTo(1);
        page.ShouldContain("padel_reactions_duration_seconds_bucket{outcome=\"done\",service=\"notifications\",le=\"+Inf\"}");
        page.ShouldNotContain("Figurina");
        page.ShouldContain("db_client_connection_pool_name=\"pages\"");

        var folder = Path.Combine(Repository.Root, "ops", "observability");
        var (alerts, books) = (await File.ReadAllTextAsync(Path.Combine(folder, "alerts.yml")), await File.ReadAllTextAsync(Path.Combine(folder, "runbooks.md")));
        var spokenOf = FigureName().Matches(alerts + await File.ReadAllTextAsync(Path.Combine(folder, "dashboards", "padel.json"))).Select(found => found.Value).Distinct().ToList();
        spokenOf.Count.ShouldBeGreaterThan(10);
        // Nobody paid here, so there is no amount yet.
        spokenOf.Except(["padel_facts_amount_total"]).Where(name => !Regex.IsMatch(page, $@"^{name}[{{ ]", RegexOptions.Multiline)).ShouldBeEmpty("alerts or dashboards speak of figures that nobody measures");
        foreach (Match alert in Alert().Matches(alerts)) books.ShouldContain($"\n## {alert.Groups[1].Value}\n");
    }

    [Fact]
    public async Task One_trace_goes_from_the_click_over_the_fact_to_what_rings_later()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "PadelSaaS.Events" or "PadelSaaS.Timers",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var player = platform.InMadrid();
        var booking = await player.HeldAsync((await player.FreeAsync("2026-12-04"))[0], "Trace");
        var trace = ActivityTraceId.CreateRandom();
        player.Visitor.Headers["traceparent"] = $"00-{trace}-{ActivitySpanId.CreateRandom()}-01";
        await player.ConfirmAsync(booking);
        await platform.SettleAsync();

        var own = spans.Where(span => span.TraceId == trace).ToList();
        own.ShouldContain(span => span.Source.Name == "Microsoft.AspNetCore" && $"{span.GetTagItem("http.route")}".EndsWith("/confirm", StringComparison.Ordinal) && (string?)span.GetTagItem("padel.tenant") == "madrid" && Equals(span.GetTagItem("http.response.status_code"), 200));
        own.Select(span => span.DisplayName).ShouldContain("hear BOOKING_CONFIRMED");
        // What a reaction sets a timer for is rung in the same trace: the mail.
        own.ShouldContain(span => span.Source.Name == "PadelSaaS.Timers", string.Join(", ", own.Select(span => span.DisplayName)));
    }

    private async Task<HttpResponseMessage> FiguresAsync(string? authorization)
    {
        using var client = platform.Server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/metrics");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await client.SendAsync(request);
    }

    private async Task<string> PageAsync()
    {
        var answer = await FiguresAsync($"Bearer {Token}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    private static double Figure(string page, string name) =>
        double.Parse(page.Split('\n').First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);

    // Those of the server are not looked for: its meter belongs to a host, and the host of another class takes it along when it ends.
    [GeneratedRegex(@"\b(padel|dotnet|db_client)_[a-z_]+")]
    private static partial Regex FigureName();

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();
}
