using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using PadelSaaS.Platform.Storage;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Data.Archives;

/// <summary>
/// Writes one club into one archive: every table as lines of JSON, its files, its data keys as they lie here (wrapped by the master key), and a manifest with
/// counts and hashes. All rows are of one moment. What is sealed stays sealed: an archive opens no more than a backup does.
/// </summary>
public sealed class ClubArchives(Database database, IFileStore files, TimeProvider clock)
{
    internal const string ManifestName = "manifest.json";
    internal const string Tables = "tables/";
    internal const string Files = "files/";
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes the club into the stream, which is left open.</summary>
    public async Task<ArchiveManifest> WriteAsync(TenantInfo club, Stream to, CancellationToken stop = default)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(stop);
        await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
        var parts = new List<ArchivePart>();
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var table in await ClubTables.NamesAsync(connection, club.Schema, stop))
            parts.Add(await RowsAsync(zip, $"{Tables}{table}.jsonl", connection, $"select to_jsonb(t)::text from {club.Schema}.\"{table}\" t", stop));
        parts.Add(await RowsAsync(zip, "keys.jsonl", connection, $"select to_jsonb(k)::text from platform.data_keys k where owner = '{club.Schema}' order by id", stop));
        var folder = $"t/{club.Id:n}/";
        await foreach (var file in files.ListAsync(folder, stop))
            if (await FileAsync(zip, file.Key, Files + file.Key[folder.Length..], stop) is { } part) parts.Add(part);

        var manifest = new ArchiveManifest(1, club.Id, club.Slug, club.Schema, clock.GetUtcNow(), await ClubTables.ScriptsAsync(connection, club.Schema, stop), parts);
        await using var entry = await zip.CreateEntry(ManifestName).OpenAsync(stop);
        await JsonSerializer.SerializeAsync(entry, manifest, Json, stop);
        return manifest;
    }

    private static async Task<ArchivePart> RowsAsync(ZipArchive zip, string name, NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var entry = await zip.CreateEntry(name).OpenAsync(stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync(stop);
        var rows = 0L;
        for (; await row.ReadAsync(stop); rows++)
        {
            var line = Encoding.UTF8.GetBytes(row.GetString(0) + "\n");
            hash.AppendData(line);
            await entry.WriteAsync(line, stop);
        }
        return new ArchivePart(name, rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // One that was taken away since it was listed is not missed.
    private async Task<ArchivePart?> FileAsync(ZipArchive zip, string key, string name, CancellationToken stop)
    {
        if (await files.OpenAsync(key, stop) is not { } file) return null;
        await using var content = file.Content;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(stop);
        var buffer = new byte[81920];
        for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            await entry.WriteAsync(buffer.AsMemory(0, read), stop);
        }
        return new ArchivePart(name, 1, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
