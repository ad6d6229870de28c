using Npgsql;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Faults;

/// <summary>The rows of the club in Madrid in a database of its own, seen by the owner of the cluster.</summary>
public sealed class ClubRows(string database)
{
    private string? path;

    public string Database => database;

    public async Task<long> CountAsync(string sql) => await Cluster.ScalarAsync<long>(database, await PathAsync() + sql);

    public async Task ExecuteAsync(string sql) => await Cluster.ExecuteAsync(database, await PathAsync() + sql);

    /// <summary>The first column of all rows.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(await Cluster.ConnectionAsync(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(await PathAsync() + sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var list = new List<string>();
        while (await reader.ReadAsync()) list.Add(reader.GetValue(0).ToString() ?? "");
        return list;
    }

    /// <summary>The first row, to look into.</summary>
    public async Task<string> FirstAsync(string sql) => string.Join("", await ListAsync($"select to_jsonb(offender)::text from ({sql}) offender limit 1"));

    private async Task<string> PathAsync() =>
        path ??= $"set search_path to {await Cluster.ScalarAsync<string>(database, "select schema_name from platform.tenants where slug = 'madrid'")}, platform, public;";
}
