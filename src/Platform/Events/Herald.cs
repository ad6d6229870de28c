using System.Text.Json;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Events;

/// <summary>
/// Tells every process what became stale. One process reads the outbox for all and announces it by NOTIFY, outside the writing
/// transactions (inside, NOTIFY takes a global lock and costs nine tenths of the throughput).
/// </summary>
internal sealed class Herald(Database database, Forgetting forgetting, ITenantStore tenants, SharedMemory shared, TimeProvider clock)
{
    public const string Channel = "padel_forget";
    internal const string Place = "herald";
    private const int MostTagsAtOnce = 60;

    public async Task<int> AnnounceAsync(CancellationToken stop)
    {
        await using var window = await Window.OpenAsync(database, Place, clock.GetUtcNow(), stop);
        if (window is null) return 0;

        foreach (var letters in window.Letters.GroupBy(letter => letter.TenantRole))
        {
            var whose = letters.Key == Database.PlatformRole ? Guid.Empty : (await tenants.FindBySchemaAsync(letters.Key, stop))?.Id;
            if (whose is null) continue;
            List<string> tags = [.. letters.SelectMany(letter => FactCatalogue.Read(letter.EventType, letter.Payload) is { } fact ? forgetting.TagsOf(fact) : []).Distinct()];
            // Before processes hear it: whoever committed may have died with the word.
            if (tags.Count > 0) await shared.RaiseAsync(whose.Value, tags);
            foreach (var some in tags.Chunk(MostTagsAtOnce))
            {
                await using var notify = window.Command("select pg_notify($1, $2)", Channel, JsonSerializer.Serialize(new Word(whose.Value, some)));
                await notify.ExecuteNonQueryAsync(stop);
            }
        }
        await window.AdvanceAsync(stop);
        return window.Letters.Count;
    }

    internal sealed record Word(Guid Tenant, string[] Tags);
}
