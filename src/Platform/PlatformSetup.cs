using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Data.Archives;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Platform.Live;
using PadelSaaS.Platform.Outward;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Storage;
using PadelSaaS.Platform.Telemetry;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform;

/// <summary>Puts the platform under the services.</summary>
public static class PlatformSetup
{
    /// <summary>Everything a use case, a reaction or a job stands on. Nothing turns by itself yet: see <see cref="AddPlatformLoops"/>.</summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new Database(configuration));
        services.AddSingleton(new ScriptSource("platform", typeof(PlatformSetup).Assembly));
        services.AddSingleton<Scripts>().AddSingleton<Migrator>().AddSingleton<TenantSchemas>().AddSingleton<ClubArchives>().AddSingleton<ShadowSchemas>();
        services.AddScoped<LinkKeys>().AddScoped<LinkSecrets>();
        services.AddSingleton<MasterKeys>().AddSingleton<DataKeys>().AddSingleton<ProtectionKeys>().AddSingleton<Rotation>().AddSingleton<Resealing>().AddScoped<Sealed>();
        services.AddScoped<Actor>().AddScoped<AuditLog>().AddScoped<PlatformAuditLog>().AddSingleton<AuditVerifier>();
        services.AddScoped<CurrentTenant>().AddScoped<BehindTheScenes>().AddScoped<UnitOfWork>().AddScoped<OneTrip>();
        services.AddSingleton<ProviderGuards>();
        services.AddSingleton<HealthLook>().AddSingleton<SharedMemory>().AddSingleton<Cached>().AddSingleton<Forgetting>().AddSingleton<Listeners>();
        services.AddSingleton<CourierBell>().AddSingleton<Delivery>().AddSingleton<DelayedFacts>().AddSingleton<Courier>().AddSingleton<Herald>();
        services.AddSingleton<Gauges>().AddSingleton<Readers>().AddSingleton<Relay>().AddSingleton<FactLag>().AddScoped<StuckFacts>();
        services.AddSingleton<Backstage>().AddSingleton<Timers>().AddSingleton<OrphanSweep>().AddSingleton<ForgottenFacts>();
        services.AddSingleton<JobRunner>().AddSingleton<Schedulers>().AddScoped<JobBook>().AddScoped<StuckTimers>();
        services.DoEvery<Sweep>(Schedulers.Everybodys, "sweep", "0 7 * * * ?").DoEveryAtClubs<SweepAnswers>(Schedulers.Everybodys, "sweep-answers", "0 17 * * * ?").DoEveryAtClubs<SealClear>(Schedulers.Everybodys, "seal-clear", "0 27 * * * ?");
        services.DoEvery<TakeOrphans>(Schedulers.Everybodys, "orphaned-files", "0 37 2 * * ?");
        services.AddSingleton<IFileStore, FolderStore>().AddScoped<ClubFiles>();
        services.AddScoped<Visit>().AddSingleton<Hosts>().AddSingleton<MatcherPolicy, DoorPolicy>();
        services.AddLimits();
        services.AddExceptionHandler<Failures>().AddProblemDetails();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddAuthentication();
        services.AddAuthorization();
        services.AddDataProtection().SetApplicationName("padelsaas");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options =>
            {
                options.XmlRepository = provider.GetRequiredService<ProtectionKeys>();
                // The repository seals what it stores.
                options.XmlEncryptor = new NullXmlEncryptor();
            }));
        return services;
    }

    /// <summary>Lets couriers, timers and the ear for stale memory turn in this process.</summary>
    public static IServiceCollection AddPlatformLoops(this IServiceCollection services) =>
        services.AddHostedService<Loops>().AddHostedService<Hearsay>().AddHostedService<JobClock>();

    /// <summary>The way a request takes before it is routed.</summary>
    public static void UsePlatform(this IApplicationBuilder app)
    {
        app.UseMiddleware<ResolveDoor>();
        app.UseMiddleware<Overload>();
        app.UseMiddleware<SecurityHeaders>();
    }

    /// <summary>What stands between routing and the use case: who asks, and whether this was answered before.</summary>
    public static void UseCallers(this IApplicationBuilder app)
    {
        app.UseMiddleware<BodyLimits>();
        app.UseAuthentication();
        app.UseMiddleware<EnterVisit>();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<Impersonation>();
        app.UseMiddleware<Replays>();
    }

    /// <summary>The platform's own endpoints.</summary>
    public static void MapPlatform(this IEndpointRouteBuilder routes) => Health.Map(routes);
}
