using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;
using PadelSaaS.Venues;
using Xunit.Abstractions;

namespace PadelSaaS.Tests.Tenancy;

/// <summary>Changing the tables of all clubs while they play.</summary>
public sealed class MigrationTests(PlatformFixture platform, ITestOutputHelper output) : IClassFixture<PlatformFixture>
{
    private const int Clubs = 300;
    private static readonly ScriptSource[] Few = [new("platform", typeof(IService).Assembly), new("venues", typeof(VenuesService).Assembly)];

    [Fact]
    public async Task Three_hundred_clubs_get_a_column_while_requests_are_answered()
    {
        await MakeManyAsync();
        await Cluster.ExecuteAsync(platform.Database, $"alter table {Schema(17)}.venues add column note text");
        await Cluster.ExecuteAsync(platform.Database, "insert into platform.tenants select gen_random_uuid(), 'half-open', name, 't_halfopen', 'provisioning', country, currency, zone, languages, brand, now(), now() from platform.tenants where slug = 'madrid'");
        var later = SqlAssembly.Of("later", ("tenant/0001_note.sql", "alter table venues add column note text;"));

        var watch = Stopwatch.StartNew();
        var (results, answered) = await WhileAskingAsync(() => Migrator([.. Few, later]).MigrateTenantsAsync());
        output.WriteLine($"{results.Count} tenants got a column in {watch.ElapsedMilliseconds} ms; {answered} requests were answered meanwhile");

        // One that stops is told by name and keeps what it had; the others do not wait for it.
        results.Count.ShouldBe(Clubs + 2);
        results.Where(result => result.Error is not null).ShouldHaveSingleItem().ShouldBe(new MigrationResult(Schema(17), "many-17", 0, "column \"note\" of relation \"venues\" already exists (42701)"));
        results.Where(result => result.Error is null).ShouldAllBe(result => result.Applied == 1);
        (await CountAsync("information_schema.columns where table_name = 'venues' and column_name = 'note' and table_schema like 't\\_%'")).ShouldBe(Clubs + 2);
        (await CountAsync("information_schema.tables where table_schema = 'public' and table_name in ('venues', 'revisions')")).ShouldBe(0);
        (await CountAsync("platform.migrations where target = 't_halfopen'")).ShouldBe(0);

        await Cluster.ExecuteAsync(platform.Database, $"alter table {Schema(17)}.venues drop column note");
        watch.Restart();
        results = await Migrator([.. Few, later]).MigrateTenantsAsync();
        output.WriteLine($"A second run over {results.Count} tenants took {watch.ElapsedMilliseconds} ms");
        results.ShouldAllBe(result => result.Error == null);
        results.Where(result => result.Applied > 0).ShouldHaveSingleItem().Slug.ShouldBe("many-17");

        await RefusesEditedScriptsAsync();
        await StopsInTheMiddleAsync(later);
        await GivesWayAsync(later);
    }

    private async Task RefusesEditedScriptsAsync()
    {
        var edited = SqlAssembly.Of("later", ("tenant/0001_note.sql", "alter table venues add column note varchar(10);"));
        var results = await Migrator([.. Few, edited]).MigrateTenantsAsync("madrid");
        results.ShouldHaveSingleItem().Error.ShouldBe($"later/0001_note was edited after it ran on {results[0].Schema}. Write a new script instead.");
    }

    private async Task StopsInTheMiddleAsync(ScriptSource later)
    {
        var next = SqlAssembly.Of("next", ("tenant/0001_fine.sql", "create table fine (x int);"), ("tenant/0002_half.sql", "create table half (x int); select 1 / 0;"));
        var stopped = (await Migrator([.. Few, later, next]).MigrateTenantsAsync("madrid")).ShouldHaveSingleItem();
        (stopped.Applied, stopped.Error).ShouldBe((1, "division by zero (22012)"));
        (await CountAsync($"pg_tables where schemaname = '{stopped.Schema}' and tablename in ('fine', 'half')")).ShouldBe(1);
        var madrid = await platform.TenantAsync("madrid");
        (await Cluster.ScalarAsync<bool>(platform.Database, $"select has_table_privilege('{madrid.Schema}', '{madrid.Schema}.fine', 'select, insert')")).ShouldBeTrue();
    }

    // A club's long transaction holds the lock a script wants: the script gives way and comes again.
    private async Task GivesWayAsync(ScriptSource later)
    {
        var slow = SqlAssembly.Of("slow", ("tenant/0001_more.sql", "set local lock_timeout = '50ms'; alter table venues add column more text;"));
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync("lahore"));
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginAsync();
        await using (var command = work.Command("select count(*) from venues")) await command.ExecuteScalarAsync();
        var migrating = Migrator([.. Few, later, slow]).MigrateTenantsAsync("lahore");
        await TriedAsync();
        await work.CommitAsync();
        (await migrating).ShouldHaveSingleItem().ShouldSatisfyAllConditions(result => result.Error.ShouldBeNull(), result => result.Applied.ShouldBe(1));
    }

    // Until the script has waited for the lock at least once.
    private async Task TriedAsync()
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(2))
            if (await CountAsync("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") > 0) return;
        throw new InvalidOperationException("The script never waited for its lock.");
    }

    private Migrator Migrator(IEnumerable<ScriptSource> sources) => new(
        platform.Services.GetRequiredService<Database>(), new Scripts(sources), platform.Services.GetRequiredService<ITenantStore>(), NullLogger<Migrator>.Instance);

    private async Task MakeManyAsync()
    {
        await Cluster.ExecuteAsync(platform.Database, $"""
            insert into platform.tenants (id, slug, name, schema_name, state, country, currency, zone, languages, created_at, updated_at)
            select gen_random_uuid(), 'many-' || i, 'Many ' || i, 't_many' || lpad(i::text, 4, '0'), 'open', 'ES', 'EUR', 'Europe/Madrid', '[en]', now(), now() from generate_series(1, {Clubs}) i
            """.Replace("'[en]'", "'{en}'", StringComparison.Ordinal));
        var watch = Stopwatch.StartNew();
        var schemas = new TenantSchemas(platform.Services.GetRequiredService<Database>(), new Scripts(Few));
        await Parallel.ForAsync(1, Clubs + 1, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, stop) => await schemas.CreateAsync(Schema(i), stop));
        output.WriteLine($"{Clubs} small schemas made in {watch.ElapsedMilliseconds} ms");
    }

    private async Task<(IReadOnlyList<MigrationResult> Results, int Answered)> WhileAskingAsync(Func<Task<IReadOnlyList<MigrationResult>>> act)
    {
        var acting = Task.Run(act);
        var answered = 0;
        while (!acting.IsCompleted || answered < 4)
        {
            platform.Services.GetRequiredService<Cached>().DropAll();
            foreach (var visitor in new[] { platform.Madrid(), platform.Lahore() })
            {
                (await visitor.GetAsync("/api/v1/venues")).StatusCode.ShouldBe(HttpStatusCode.OK);
                answered++;
            }
        }
        return (await acting, answered);
    }

    private static string Schema(int number) => $"t_many{number:0000}";

    private Task<long> CountAsync(string from) => Cluster.ScalarAsync<long>(platform.Database, $"select count(*) from {from}");
}
