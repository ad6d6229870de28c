using System.Text.Json.Nodes;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Venues;

/// <summary>Who once ran the club changed its venues: the changes stay, and say no longer who made them.</summary>
internal sealed class PersonalVenues(UnitOfWork work) : IPersonalData
{
    public string Service => "venues";

    public Task<IReadOnlyList<Obstacle>> ObstaclesAsync(Person person, CancellationToken stop) => Task.FromResult<IReadOnlyList<Obstacle>>([]);

    public async Task<JsonObject> ExportAsync(Person person, CancellationToken stop) => new()
    {
        ["changes"] = await new PersonalRows(work, person).JsonAsync("select venue_id, at, act from venue_history where actor_id = any(@accounts) order by at", stop),
    };

    public async Task<IReadOnlyList<Handled>> EraseAsync(Person person, CancellationToken stop)
    {
        var rows = new PersonalRows(work, person);
        var kept = await rows.ExecuteAsync("update venue_history set actor = @nobody, actor_id = null where actor_id = any(@accounts)", stop);
        await rows.ExecuteAsync("update price_versions set saved_by = @nobody where cardinality(@accounts) > 0 and saved_by = any(@names)", stop);
        return kept > 0 ? [new Handled("changes of venues", kept, "proof")] : [];
    }
}
