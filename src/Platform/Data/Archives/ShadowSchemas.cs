using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Data.Archives;

/// <summary>
/// Restores an archive of one club beside the club, into a schema that nobody's site answers from, and says how the two differ. The club itself is only read.
/// </summary>
public sealed class ShadowSchemas(Database database, TenantSchemas schemas)
{
    private const int AtOnce = 500;

    /// <summary>Name of the shadow of a club.</summary>
    public static string NameOf(Guid club) => "t_shadow" + club.ToString("N")[16..];

    /// <summary>Puts the archive's rows into the club's shadow; one that is there already makes room.</summary>
    /// <exception cref="ArchiveException">The archive is damaged, another club's, or of another version of the tables.</exception>
    public async Task<ArchiveManifest> RestoreAsync(TenantInfo club, Stream archive, CancellationToken stop = default)
    {
        using var zip = Open(archive);
        var manifest = await ReadAsync(zip, stop);
        if (manifest.Club != club.Id) throw new ArchiveException($"This archive is of {manifest.Slug} ({manifest.Club}), not of {club.Slug}.");
        foreach (var part in manifest.Parts) await CheckAsync(zip, part, stop);
        await using var connection = await database.Owner.OpenConnectionAsync(stop);
        if (await VersionAsync(connection, club.Schema, manifest, stop) is { } differs)
            throw new ArchiveException($"This archive was taken at another version of the tables: {differs}. Bring the club to the same version first.");

        var shadow = NameOf(club.Id);
        await schemas.DropAsync(shadow, stop);
        await schemas.CreateAsync(shadow, stop);
        await using var whole = await connection.BeginTransactionAsync(stop);
        await LoosenAsync(connection, shadow, stop);
        foreach (var table in await ClubTables.NamesAsync(connection, shadow, stop)) await FillAsync(zip, connection, shadow, table, stop);
        await whole.CommitAsync(stop);
        return manifest;
    }

    /// <summary>How the shadow differs from the club as it is now, table by table.</summary>
    public async Task<IReadOnlyList<TableDifference>> CompareAsync(TenantInfo club, CancellationToken stop = default)
    {
        var (shadow, differences) = (NameOf(club.Id), new List<TableDifference>());
        await using var connection = await database.Owner.OpenConnectionAsync(stop);
        await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
        foreach (var table in await ClubTables.NamesAsync(connection, shadow, stop))
        {
            var key = await ClubTables.KeyAsync(connection, shadow, table, stop);
            await using var compare = new NpgsqlCommand(key.Count > 0 ? ByKey(shadow, club.Schema, table, key) : ByContent(shadow, club.Schema, table), connection);
            await using var row = await compare.ExecuteReaderAsync(stop);
            await row.ReadAsync(stop);
            differences.Add(new TableDifference(table, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
        }
        return differences;
    }

    /// <summary>Takes a club's shadow away; none that is there is no error.</summary>
    public Task DropAsync(TenantInfo club, CancellationToken stop = default) => schemas.DropAsync(NameOf(club.Id), stop);

    private static string ByKey(string shadow, string club, string table, IEnumerable<string> key) => $"""
        select count(*) filter (where now.j is null), count(*) filter (where before.j is null), count(*) filter (where now.j <> before.j)
        from (select {Names(key)}, to_jsonb(t) j from {shadow}."{table}" t) before
        full join (select {Names(key)}, to_jsonb(t) j from {club}."{table}" t) now using ({Names(key)})
        """;

    private static string ByContent(string shadow, string club, string table) => $"""
        select (select count(*) from (select to_jsonb(t) from {shadow}."{table}" t except all select to_jsonb(t) from {club}."{table}" t) x),
               (select count(*) from (select to_jsonb(t) from {club}."{table}" t except all select to_jsonb(t) from {shadow}."{table}" t) x), 0::bigint
        """;

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => $"\"{column}\""));

    private static ZipArchive Open(Stream archive)
    {
        try
        {
            return new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException)
        {
            throw new ArchiveException("This is no archive.");
        }
    }

    private static async Task<ArchiveManifest> ReadAsync(ZipArchive zip, CancellationToken stop)
    {
        if (zip.GetEntry(ClubArchives.ManifestName) is not { } entry) throw new ArchiveException("The archive has no manifest.");
        await using var content = await entry.OpenAsync(stop);
        return await JsonSerializer.DeserializeAsync<ArchiveManifest>(content, ClubArchives.Json, stop) is { Format: 1 } manifest ? manifest : throw new ArchiveException("The archive has a form this version does not know.");
    }

    private static async Task CheckAsync(ZipArchive zip, ArchivePart part, CancellationToken stop)
    {
        if (zip.GetEntry(part.Name) is not { } entry) throw new ArchiveException($"The archive is damaged: {part.Name} is missing.");
        await using var content = await entry.OpenAsync(stop);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop)) != part.Sha256) throw new ArchiveException($"The archive is damaged: {part.Name} is not what was written.");
    }

    private static async Task<string?> VersionAsync(NpgsqlConnection connection, string schema, ArchiveManifest manifest, CancellationToken stop)
    {
        var now = await ClubTables.ScriptsAsync(connection, schema, stop);
        return now.Keys.Union(manifest.Scripts.Keys).Order(StringComparer.Ordinal).FirstOrDefault(script => now.GetValueOrDefault(script) != manifest.Scripts.GetValueOrDefault(script));
    }

    // A shadow is looked at and never worked with: what was written once by the rules is put down as it was, in any order.
    private static async Task LoosenAsync(NpgsqlConnection connection, string shadow, CancellationToken stop) => await Migrator.Execute(connection, $"""
        do $$
        declare r record;
        begin
          for r in select conrelid::regclass as place, conname from pg_constraint where contype = 'f' and connamespace = '{shadow}'::regnamespace loop
            execute format('alter table %s drop constraint %I', r.place, r.conname);
          end loop;
          for r in select format('%I.%I', schemaname, tablename) as place from pg_tables where schemaname = '{shadow}' loop
            execute format('alter table %s disable trigger user', r.place);
            execute format('truncate %s', r.place);
          end loop;
        end $$;
        """, stop);

    private static async Task FillAsync(ZipArchive zip, NpgsqlConnection connection, string shadow, string table, CancellationToken stop)
    {
        if (zip.GetEntry($"{ClubArchives.Tables}{table}.jsonl") is not { } entry) return;
        var columns = await ClubTables.ColumnsAsync(connection, shadow, table, stop);
        var sql = $"""
            insert into {shadow}."{table}" ({Names(columns)}) overriding system value
            select {string.Join(", ", columns.Select(column => $"archived.\"{column}\""))}
            from unnest($1::text[]) lines (content) cross join lateral jsonb_populate_record(null::{shadow}."{table}", lines.content::jsonb) archived
            """;
        using var lines = new StreamReader(await entry.OpenAsync(stop), Encoding.UTF8);
        for (var some = new List<string>(); ; some.Clear())
        {
            while (some.Count < AtOnce && await lines.ReadLineAsync(stop) is { } line) some.Add(line);
            if (some.Count == 0) return;
            await using var insert = new NpgsqlCommand(sql, connection);
            insert.Parameters.Add(UnitOfWork.Parameter(some.ToArray()));
            await insert.ExecuteNonQueryAsync(stop);
        }
    }
}
