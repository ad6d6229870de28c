using System.Net;
using Npgsql;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Edge;

/// <summary>A process with four places, of which one club may have two.</summary>
public sealed class FewPlaces : PlatformFixture
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Padel:RequestsAtOnce"] = "4",
        ["Padel:RequestsWaiting"] = "256",
        ["Limits:TenantAtOnce"] = "2",
    };
}

public sealed class TurnTests(FewPlaces platform) : IClassFixture<FewPlaces>
{
    [Fact]
    public async Task A_club_whose_requests_hang_leaves_the_next_club_its_places_and_its_own_rush_waits()
    {
        await platform.Madrid().RegisterAsync("stuck@example.test");
        var schema = (await platform.TenantAsync("madrid")).Schema;
        await using var somebody = new NpgsqlConnection(await Cluster.ConnectionAsync(platform.Database));
        await somebody.OpenAsync();
        await using (var hold = new NpgsqlCommand($"select pg_advisory_lock(hashtextextended('{schema}' || 'STUCK@EXAMPLE.TEST', 7261902))", somebody)) await hold.ExecuteNonQueryAsync();

        // Both places of the club hang; two hundred more ask for it at once.
        var hanging = Enumerable.Range(0, 2).Select(_ => platform.Madrid().LoginAsync("stuck@example.test", People.Password)).ToList();
        while (!await Cluster.ScalarAsync<bool>(platform.Database, "select exists (select from pg_locks where locktype = 'advisory' and not granted)")) await Task.Delay(10);
        var rush = Enumerable.Range(0, 200).Select(_ => platform.Madrid().GetAsync("/api/v1/venues")).ToList();

        (await platform.Lahore().GetAsync("/api/v1/venues")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await platform.At("localhost").GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        rush.ShouldAllBe(asked => !asked.IsCompleted);

        await using (var free = new NpgsqlCommand("select pg_advisory_unlock_all()", somebody)) await free.ExecuteNonQueryAsync();
        (await Task.WhenAll(rush.Concat(hanging))).ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
    }
}
