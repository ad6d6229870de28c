using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Looks;

/// <summary>A look of the club from its first word to the day another one took its place.</summary>
/// <param name="Revision">Rises with every change of a draft.</param>
/// <param name="PublishedAt"><see langword="null"/> while it is the draft.</param>
internal sealed record KeptLook(int Version, Look Look, int Revision, DateTimeOffset ChangedAt, DateTimeOffset? PublishedAt);

/// <summary>
/// The club's looks: at most one draft, and those that were published. Publishing is the club's own transaction; the registry, which belongs to the
/// platform, follows at once and, should this process die in between, by the fact.
/// </summary>
internal sealed class LookBook(UnitOfWork work, CurrentTenant tenant, Pictures pictures, LookEntry entry, TimeProvider clock)
{
    private const int MostKept = 20;

    /// <summary>Newest first; the draft, if there is one, before all.</summary>
    public async Task<List<KeptLook>> AllAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var all = await ReadAsync(stop);
        await work.RollbackAsync();
        return all;
    }

    /// <summary>Names of all stored pictures.</summary>
    public async Task<IReadOnlySet<string>> StoredAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var command = work.Command("select name from files");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var names = new HashSet<string>();
        while (await reader.ReadAsync(stop)) names.Add(reader.GetString(0));
        await reader.DisposeAsync();
        await work.RollbackAsync();
        return names;
    }

    /// <summary>Stores a picture for a draft to name. One that no look names in the end is dropped when the next look is published.</summary>
    public Task StoreAsync(LookPicture picture, CancellationToken stop) => pictures.PutAsync(new Dictionary<string, byte[]> { [picture.Name] = picture.Content }, stop);

    /// <summary>Saves the draft.</summary>
    /// <param name="seen">Its revision as the writer saw it; 0 where there was none.</param>
    /// <returns>Why not.</returns>
    public async Task<Refusal?> SaveAsync(Look look, int seen, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var sql = seen == 0
            ? """
              insert into looks (version, name, brand, changed_at) values ((select coalesce(max(version), 0) + 1 from looks), $1, $2::jsonb, $3)
              on conflict ((published_at is null)) where published_at is null do nothing
              """
            : "update looks set name = $1, brand = $2::jsonb, changed_at = $3, revision = revision + 1 where published_at is null and revision = $4";
        await using var save = seen == 0 ? work.Command(sql, look.Name, look.ToJson(), clock.GetUtcNow()) : work.Command(sql, look.Name, look.ToJson(), clock.GetUtcNow(), seen);
        if (await save.ExecuteNonQueryAsync(stop) == 0) return await StaleAsync();
        await work.CommitAsync(stop);
        return null;
    }

    /// <summary>Throws the draft away.</summary>
    public async Task DiscardAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var discard = work.Command("delete from looks where published_at is null");
        await discard.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }

    /// <summary>Makes a published look the draft, in the place of another.</summary>
    /// <returns>Whether there is such a look.</returns>
    public async Task<bool> TakeUpAsync(int version, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if ((await ReadAsync(stop)).Find(one => one.Version == version && one.PublishedAt is not null) is not { } old)
        {
            await work.RollbackAsync();
            return false;
        }
        await using var take = work.Command("""
            insert into looks (version, name, brand, changed_at) values ((select max(version) + 1 from looks), $1, $2::jsonb, $3)
            on conflict ((published_at is null)) where published_at is null do update set name = excluded.name, brand = excluded.brand, changed_at = excluded.changed_at, revision = looks.revision + 1
            """, old.Look.Name, old.Look.ToJson(), clock.GetUtcNow());
        await take.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
        return true;
    }

    /// <summary>Lets everybody see the draft.</summary>
    /// <param name="seen">Its revision as the one who publishes saw it.</param>
    /// <returns>Why not.</returns>
    public async Task<Refusal?> PublishAsync(int seen, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using (var publish = work.Command("update looks set published_at = $1 where published_at is null and revision = $2", clock.GetUtcNow(), seen))
            if (await publish.ExecuteNonQueryAsync(stop) == 0) return await StaleAsync();
        var now = (await ReadAsync(stop))[0];
        var before = Look.Of(tenant.Info);
        work.Audit(new Act("branding.published", "tenant", $"{tenant.Info.Id}", now.Look.Name) { Changes = Between(before, now.Look) });
        work.Tell(new LookPublished(tenant.Info.Id, now.Version));
        await SweepAsync(before, stop);
        await work.CommitAsync(stop);
        await entry.EnterAsync(tenant.Info, stop);
        return null;
    }

    // The page that says so reads the looks anew, in a transaction of its own.
    private async Task<Refusal> StaleAsync()
    {
        await work.RollbackAsync();
        return Refusal.Conflict("stale", "Somebody else changed the branding meanwhile. Look at it again, then repeat your change.");
    }

    private async Task<List<KeptLook>> ReadAsync(CancellationToken stop)
    {
        await using var command = work.Command("select version, name, brand::text, revision, changed_at, published_at from looks order by published_at desc nulls first, version desc");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var looks = new List<KeptLook>();
        while (await reader.ReadAsync(stop))
            looks.Add(new KeptLook(reader.GetInt32(0), Look.Parse(reader.GetString(1), reader.GetString(2)), reader.GetInt32(3), reader.GetFieldValue<DateTimeOffset>(4), reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5)));
        return looks;
    }

    // Looks of long ago go, and with them pictures that no look names; what shows now stays until pages have stopped asking for it.
    private async Task SweepAsync(Look before, CancellationToken stop)
    {
        await using var sweep = work.Batch();
        foreach (var (sql, value) in (ReadOnlySpan<(string, object)>)[
            ("delete from looks where published_at is not null and version not in (select version from looks where published_at is not null order by version desc limit $1)", MostKept),
            ($"delete from files where name ~ '{LookPictures.Names}' and not name = any ($1) and name not in (select value from looks, jsonb_each_text(brand) where key in ('logo', 'icon', 'cover'))", before.Pictures.Values.ToArray())])
            sweep.BatchCommands.Add(new Npgsql.NpgsqlBatchCommand(sql) { Parameters = { new Npgsql.NpgsqlParameter { Value = value } } });
        await sweep.ExecuteNonQueryAsync(stop);
    }

    private static List<Changed> Between(Look before, Look now)
    {
        List<(string, string?, string?)> fields = [("name", before.Name, now.Name), ("primary", before.Primary, now.Primary), ("accent", before.Accent, now.Accent), ("font", before.Font, now.Font)];
        fields.AddRange(Look.Purposes.Select(purpose => (purpose, before.Pictures.GetValueOrDefault(purpose), now.Pictures.GetValueOrDefault(purpose))));
        foreach (var (name, one, other) in (ReadOnlySpan<(string, IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>)>)[("tagline", before.Taglines, now.Taglines), ("about", before.Abouts, now.Abouts), ("links", before.Links, now.Links)])
            foreach (var key in one.Keys.Union(other.Keys).Order(StringComparer.Ordinal)) fields.Add(($"{name}.{key}", one.GetValueOrDefault(key), other.GetValueOrDefault(key)));
        return [.. fields.Where(field => field.Item2 != field.Item3).Select(field => new Changed(field.Item1, field.Item2, field.Item3))];
    }
}
