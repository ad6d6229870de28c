using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PadelSaaS.Host.Http;
using PadelSaaS.Host.Logging;
using PadelSaaS.Host.Telemetry;
using PadelSaaS.Kafka;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.S3;
using PadelSaaS.Ui;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace PadelSaaS.Host;

/// <summary>Puts the house together: platform first, then every service of the table.</summary>
public static class Building
{
    /// <summary>The services of the container, for serving and for commands alike.</summary>
    public static WebApplicationBuilder Prepare(WebApplicationBuilder builder, RunningServices running)
    {
        builder.Services.AddSingleton(running);
        builder.Services.AddPlatform(builder.Configuration);
        builder.Services.AddKafka(builder.Configuration);
        builder.Services.AddS3(builder.Configuration);
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.AddUi();
        builder.Services.AddAntiforgery();
        // Urdu and Spanish go out as they are written and not as numbers; what HTML gives a meaning is escaped as ever.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.Configure<FormOptions>(form => (form.MultipartBodyLengthLimit, form.ValueLengthLimit) = (BodySize.Upload, (int)BodySize.Usual));
        builder.Services.AddOpenApi("v1", ApiDocument.Describe).AddOpenApi(Platform.Http.Doors.PortalDocument, ApiDocument.DescribePortal);
        foreach (var service in House.Services) service.Add(builder.Services, builder.Configuration);
        return builder;
    }

    /// <summary>What the server takes from anybody before the house looks at it. The section <c>Kestrel</c> of the settings knows endpoints, not these.</summary>
    public static void Limit(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = BodySize.Upload;
        server.Limits.MaxRequestLineSize = 8 * 1024;
        server.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        server.Limits.MaxRequestHeaderCount = 80;
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }

    /// <summary>The way of a request, and the use cases of the services that run here.</summary>
    public static WebApplication Finish(WebApplication app)
    {
        // A process that cannot open what is sealed does not start: it would fail at the first request, and only there.
        app.Services.GetRequiredService<MasterKeys>();
        app.UseEdge();
        app.UseMiddleware<StatusPages>();
        app.UseExceptionHandler();
        app.UsePlatform();
        app.UseApiReader();
        app.UseRouting();
        app.UseMiddleware<Labels>();
        app.UseCallers();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapPlatform();
        app.MapMetrics();
        app.MapOpenApi();
        var running = app.Services.GetRequiredService<RunningServices>();
        foreach (var service in House.Services.Where(service => running.Has(service.Name)))
            service.Map(new Platform.Http.Doors(app, service.Name));
        return app;
    }

    /// <summary>Structured lines on the console, nobody's address or number in them; JSON outside Development, where machines read them.</summary>
    public static void AddLogging(WebApplicationBuilder builder)
    {
        var log = new LoggerConfiguration().Enrich.FromLogContext()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information);
        log = builder.Environment.IsDevelopment()
            ? log.WriteTo.Masked(sinks => sinks.Console(formatProvider: System.Globalization.CultureInfo.InvariantCulture, outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}"))
            : log.WriteTo.Masked(sinks => sinks.Console(new JsonFormatter()));
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(log.CreateLogger(), dispose: true);
    }
}
