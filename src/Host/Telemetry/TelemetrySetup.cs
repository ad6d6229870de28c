using System.Diagnostics;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PadelSaaS.Host.Telemetry;

/// <summary>
/// Traces and figures to whoever collects them: <c>Telemetry:Otlp</c> is the address of a collector (OTLP, gRPC), <c>Telemetry:TraceShare</c> the share of
/// requests that are traced (0.1), <c>Telemetry:MetricsToken</c> opens <c>/metrics</c> for Prometheus. Without a setting its part does nothing.
/// </summary>
internal static class TelemetrySetup
{
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "PadelSaaS.Events", "PadelSaaS.Timers", "PadelSaaS.Jobs"];
    private static readonly string[] Meters = ["PadelSaaS", "PadelSaaS.Kafka", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "Npgsql", "System.Runtime"];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var collector = configuration["Telemetry:Otlp"] is { Length: > 0 } address ? new Uri(address) : null;
        if (configuration["Telemetry:MetricsToken"] is { Length: > 0 } token)
        {
            if (token.Length < 16) throw new InvalidOperationException("Telemetry:MetricsToken is too short: at least 16 characters, as a key that nobody guesses.");
            services.AddSingleton(new PrometheusPage(token));
        }
        return collector is null && configuration["Telemetry:MetricsToken"] is not { Length: > 0 }
            ? services
            : services.AddHostedService(provider => new Collecting(collector, configuration.GetValue("Telemetry:TraceShare", 0.1), provider.GetService<PrometheusPage>()));
    }

    /// <summary>Where Prometheus reads: whoever has the key. To anybody else the page does not exist.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        if (app.Services.GetService<PrometheusPage>() is not { } page) return;
        app.MapGet("/metrics", async (HttpContext http) => page.Opens(http.Request.Headers.Authorization.ToString())
            ? Results.Text(await page.ReadAsync(), "text/plain; version=0.0.4", Encoding.UTF8)
            : Results.NotFound()).ExcludeFromDescription();
    }

    private sealed class Collecting(Uri? collector, double share, PrometheusPage? page) : IHostedService, IDisposable
    {
        private readonly List<IDisposable> providers = [];

        public Task StartAsync(CancellationToken cancellationToken)
        {
            var resource = ResourceBuilder.CreateDefault().AddService("padel");
            var figures = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters);
            if (page is not null) figures.AddReader(new BaseExportingMetricReader(page));
            if (collector is not null)
            {
                figures.AddOtlpExporter(options => options.Endpoint = collector);
                providers.Add(Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources)
                    .SetSampler(new ParentBasedSampler(new Beginnings(share))).AddOtlpExporter(options => options.Endpoint = collector).Build());
            }
            providers.Add(figures.Build());
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => providers.ForEach(provider => provider.Dispose());
    }

    // Loops look at the database all day: a trace that begins with a call of ours to somebody tells nothing.
    private sealed class Beginnings(double share) : Sampler
    {
        private readonly TraceIdRatioBasedSampler some = new(share);

        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            samplingParameters.Kind == ActivityKind.Client ? new SamplingResult(SamplingDecision.Drop) : some.ShouldSample(samplingParameters);
    }
}
