using System.Text.Json.Nodes;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Privacy.Jobs;

namespace PadelSaaS.Privacy;

/// <summary>Archives that somebody had made go with them, and one that is being made finds its row gone.</summary>
internal sealed class PersonalExports(UnitOfWork work, TimeProvider clock) : IPersonalData
{
    public string Service => "privacy";

    public Task<IReadOnlyList<Obstacle>> ObstaclesAsync(Person person, CancellationToken stop) => Task.FromResult<IReadOnlyList<Obstacle>>([]);

    public async Task<JsonObject> ExportAsync(Person person, CancellationToken stop) => new()
    {
        ["exports"] = await new PersonalRows(work, person).JsonAsync("select asked_at, made_at, until from data_exports where account_id = any(@accounts) order by asked_at", stop),
    };

    public async Task<IReadOnlyList<Handled>> EraseAsync(Person person, CancellationToken stop)
    {
        var rows = new PersonalRows(work, person);
        var ids = await rows.JsonAsync("select id from data_exports where account_id = any(@accounts)", stop);
        foreach (var one in ids) work.RingAt(clock.GetUtcNow(), DeleteExport.Name, (string)one!["id"]!);
        var gone = await rows.ExecuteAsync("delete from data_exports where account_id = any(@accounts)", stop);
        return gone > 0 ? [new Handled("data exports", gone)] : [];
    }
}
