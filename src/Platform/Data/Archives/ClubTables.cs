using Npgsql;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Data.Archives;

/// <summary>What the catalogue knows of a club's tables. As the owner of the schemas; names come from there and from nobody else.</summary>
internal static class ClubTables
{
    public static Task<List<string>> NamesAsync(NpgsqlConnection connection, string schema, CancellationToken stop) =>
        ListAsync(connection, "select tablename::text from pg_tables where schemaname = $1 order by tablename", stop, schema);

    /// <summary>Columns that are written: what the database works out itself is not.</summary>
    public static Task<List<string>> ColumnsAsync(NpgsqlConnection connection, string schema, string table, CancellationToken stop) => ListAsync(
        connection, "select attname::text from pg_attribute where attrelid = format('%I.%I', $1::text, $2::text)::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum", stop, schema, table);

    /// <summary>Columns of the primary key; none where a table has none.</summary>
    public static Task<List<string>> KeyAsync(NpgsqlConnection connection, string schema, string table, CancellationToken stop) => ListAsync(connection, """
        select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
        where i.indisprimary and i.indrelid = format('%I.%I', $1::text, $2::text)::regclass order by a.attnum
        """, stop, schema, table);

    /// <summary>Checksums of the scripts a schema has had.</summary>
    public static async Task<Dictionary<string, string>> ScriptsAsync(NpgsqlConnection connection, string schema, CancellationToken stop) =>
        (await ListAsync(connection, "select service || '/' || script || ' ' || checksum from platform.migrations where target = $1 order by service, script", stop, schema))
        .Select(line => line.Split(' ')).ToDictionary(pair => pair[0], pair => pair[1]);

    private static async Task<List<string>> ListAsync(NpgsqlConnection connection, string sql, CancellationToken stop, params string[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(UnitOfWork.Parameter(value));
        await using var row = await command.ExecuteReaderAsync(stop);
        var list = new List<string>();
        while (await row.ReadAsync(stop)) list.Add(row.GetString(0));
        return list;
    }
}
