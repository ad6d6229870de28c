using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Npgsql;
using PadelSaaS.Platform.Data;
using PadelSaaS.Tests.House;
using Xunit.Abstractions;

namespace PadelSaaS.Tests.Tenancy;

/// <summary>Two clubs behind a pooler that hands one and the same connection to everybody, transaction by transaction.</summary>
public sealed class PoolerTests(PoolerTests.BehindPooler platform, ITestOutputHelper output) : IClassFixture<PoolerTests.BehindPooler>
{
    public sealed class BehindPooler : PlatformFixture
    {
        private Bouncer? bouncer;

        public string Through => $"Host=127.0.0.1;Port={bouncer!.Port};Database={Database};Username=padel_app;Timeout=30";

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Database:Direct"] = App, ["Database:App"] = Through, ["Database:BehindTransactionPooler"] = "true" };

        public override async Task InitializeAsync()
        {
            bouncer = await Bouncer.StartAsync();
            await base.InitializeAsync();
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            await bouncer!.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_session_setting_reads_the_wrong_club_here_so_this_test_could_fail()
    {
        var (madrid, lahore) = (await platform.TenantAsync("madrid"), await platform.TenantAsync("lahore"));
        await using var first = new NpgsqlConnection(platform.Through + ";Pooling=false;No Reset On Close=true");
        await using var second = new NpgsqlConnection(platform.Through + ";Pooling=false;No Reset On Close=true");
        await first.OpenAsync();
        await second.OpenAsync();
        await RunAsync(first, $"set role {madrid.Schema}; set search_path to {madrid.Schema}, public");
        (await RunAsync(first, "select name from venues")).ShouldBe("Centro");
        await RunAsync(second, $"set role {lahore.Schema}; set search_path to {lahore.Schema}, public");
        (await RunAsync(first, "select name from venues")).ShouldBe("Gulberg");
        await RunAsync(first, "reset role; reset search_path");
    }

    [Fact]
    public async Task Two_thousand_requests_of_two_clubs_side_by_side_leak_nothing()
    {
        var (madrid, lahore) = (await Club.MakeAsync(platform, "madrid"), await Club.MakeAsync(platform, "lahore"));
        await platform.SettleAsync();
        var watch = Stopwatch.StartNew();
        (await Interleaving.RunAsync(platform, madrid, lahore, requests: 2_000, parallel: 16, forgetEvery: 2)).ShouldBeEmpty();
        output.WriteLine($"2,000 requests through one server connection in {watch.ElapsedMilliseconds} ms");
        await platform.SettleAsync();
        (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from pg_stat_activity where usename = 'padel_app' and datname = current_database() and application_name not in ('padel loops', 'padel keys')")).ShouldBe(1);
    }

    [Fact]
    public void A_platform_behind_a_pooler_needs_a_way_past_it()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Database:App"] = "Host=x", ["Database:BehindTransactionPooler"] = "true" }).Build();
        Should.Throw<InvalidOperationException>(() => DatabaseSettings.From(settings)).Message.ShouldContain("Database:Direct");
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
