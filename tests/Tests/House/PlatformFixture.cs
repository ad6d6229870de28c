using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PadelSaaS.Host;
using PadelSaaS.Payments.Stripe;
using PadelSaaS.Payments.StripeFake;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tests.House;

/// <summary>
/// The whole platform in process, on a database of its own, with a clock the test moves. Nothing turns by itself: <see cref="SettleAsync"/>
/// delivers every fact and rings every timer that is due, so a test never waits. Use it as an <c>IClassFixture</c>.
/// </summary>
public class PlatformFixture : IAsyncLifetime
{
    private WebApplication? app;

    /// <summary>Name of the class's own database.</summary>
    public string Database { get; private set; } = "";

    /// <summary>Connection string of the login role.</summary>
    public string App { get; private set; } = "";

    /// <summary>The folder of stored files, as own as the database.</summary>
    public string Files => Path.Combine(Path.GetTempPath(), $"padel-files-{Database}");

    /// <summary>The clock of the platform.</summary>
    public FakeClock Clock { get; } = new();

    /// <summary>What the platform logged, for the file a failed class leaves behind.</summary>
    public LogBook Log { get; } = new();

    /// <summary>The platform's container.</summary>
    public IServiceProvider Services => app!.Services;

    /// <summary>Services whose endpoints and reactions run; <c>all</c> unless a test narrows it.</summary>
    protected virtual string RunningServices => "all";

    /// <summary>More settings than the usual ones.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    /// <summary>A database that somebody else made and will drop, for a second process on it; a clone of the template otherwise.</summary>
    protected virtual string? DatabaseOfAnother => null;

    /// <summary>Every endpoint of the running services, without the files of wwwroot.</summary>
    public IEnumerable<RouteEndpoint> Endpoints => ((IEndpointRouteBuilder)app!).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && !endpoint.RoutePattern.RawText!.EndsWith("{**path:file}", StringComparison.Ordinal));

    /// <summary>The server in memory, for requests no browser would send.</summary>
    public TestServer Server => app!.GetTestServer();

    /// <summary>The way events of the development Stripe take: to this process, unless a test wants to see them.</summary>
    private protected virtual StripeLine StripeEvents(HttpMessageHandler toThisProcess) => new(toThisProcess);

    /// <summary>The way of our own calls to Stripe: to the development Stripe in this process, unless a test stands between.</summary>
    private protected virtual HttpMessageHandler StripeCalls(HttpMessageHandler toThisProcess) => toThisProcess;

    /// <summary>Registers what only a test needs: reactions and timers of its own, broken parts.</summary>
    protected virtual void More(IServiceCollection services)
    {
    }

    /// <inheritdoc/>
    public virtual async Task InitializeAsync()
    {
        Database = DatabaseOfAnother ?? await Template.CloneAsync(GetType().Name);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ApplicationName = "padel", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration["Database:Owner"] = await Cluster.ConnectionAsync(Database);
        App = (await Cluster.ConnectionAsync(Database)).Replace("Username=postgres", "Username=padel_app", StringComparison.Ordinal).Replace("Pooling=False", "Pooling=True", StringComparison.OrdinalIgnoreCase);
        builder.Configuration["Database:App"] = App;
        builder.Configuration["Padel:RequestsWaiting"] = "1000";
        // Tests ask more in a second than a club in a day; what the limits do has tests of its own.
        builder.Configuration["Limits:Factor"] = "1000";
        builder.Configuration["Limits:TenantAtOnce"] = "1000";
        builder.Configuration["Storage:Folder"] = Files;
        // What recurs is done by tests that are about it.
        builder.Configuration["Jobs:Run"] = "off";
        foreach (var (key, value) in Settings) builder.Configuration[key] = value;
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        Building.Prepare(builder, PadelSaaS.Host.House.Choose(RunningServices));
        Template.HashQuickly(builder.Services);
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        // The development Stripe sends its events to this process, which listens only in memory.
        builder.Services.Replace(ServiceDescriptor.Singleton(_ => StripeEvents(app!.GetTestServer().CreateHandler())));
        builder.Services.Replace(ServiceDescriptor.Singleton(_ => new StripeTransport(StripeCalls(app!.GetTestServer().CreateHandler()))));
        More(builder.Services);
        app = Building.Finish(builder.Build());
        await app.StartAsync();
    }

    /// <inheritdoc/>
    public virtual async Task DisposeAsync()
    {
        await app!.DisposeAsync();
        if (DatabaseOfAnother is null && Directory.Exists(Files)) Directory.Delete(Files, recursive: true);
        if (DatabaseOfAnother is null) await Cluster.LeaveAsync(Database);
        if (DatabaseOfAnother is null) await Cluster.ExecuteAsync("postgres", $"drop database if exists {Database} with (force)");
        Log.HoldsNobody();
    }

    /// <summary>A visitor at a host, without cookies yet.</summary>
    public Visitor At(string host) => new(app!.GetTestServer(), host);

    /// <summary>A visitor of the club in Madrid: EUR, en and es, 09:00 to 23:00, pay at the club.</summary>
    public Visitor Madrid() => At("madrid.localhost");

    /// <summary>A visitor of the club in Lahore: PKR, en and ur, 16:00 to 02:00, strict gaps.</summary>
    public Visitor Lahore() => At("lahore.localhost");

    /// <summary>Delivers every stored fact and rings every due timer, until nothing is left to do.</summary>
    public async Task SettleAsync()
    {
        var courier = Services.GetRequiredService<Courier>();
        var services = Services.GetRequiredService<Delivery>().Services.ToList();
        for (var round = 0; round < 2000; round++)
        {
            var done = await Services.GetRequiredService<Timers>().RingDueAsync(CancellationToken.None);
            foreach (var service in services) done += await courier.DeliverAsync(service, CancellationToken.None);
            if (done > 0) continue;
            if (!await HasUnreadAsync()) return;
            await Task.Delay(10);
        }
        throw new InvalidOperationException("Facts and timers do not come to rest.");
    }

    /// <summary>The tenant of a slug.</summary>
    public async Task<TenantInfo> TenantAsync(string slug) =>
        (await Services.GetRequiredService<ITenantStore>().AllAsync()).First(tenant => tenant.Slug == slug);

    /// <summary>Reads one value from a tenant's schema, behind the platform's back.</summary>
    public async Task<T> ScalarAsync<T>(string slug, string sql) =>
        await Cluster.ScalarAsync<T>(Database, $"set search_path to {(await TenantAsync(slug)).Schema}, platform, public; {sql}");

    /// <summary>Changes a tenant's schema behind the platform's back.</summary>
    public async Task ExecuteAsync(string slug, string sql) =>
        await Cluster.ExecuteAsync(Database, $"set search_path to {(await TenantAsync(slug)).Schema}, platform, public; {sql}");

    // A transaction of another test class on the same server may hold back the window for a moment; then the outbox still has unread facts.
    // Whether it does so now is no question: it may have ended since the couriers looked.
    private Task<bool> HasUnreadAsync() => Cluster.ScalarAsync<bool>(Database,
        "select exists (select from platform.outbox o where o.xid >= (select coalesce(min(low), '0') from platform.cursors))");
}
