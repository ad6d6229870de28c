using Npgsql;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Data;

/// <summary>A transaction of the platform's own loops on the shared schema.</summary>
internal sealed class PlatformSession : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private PlatformSession(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (this.connection, this.transaction) = (connection, transaction);

    public static async Task<PlatformSession> OpenAsync(Database database, CancellationToken stop)
    {
        var connection = await database.Loops.OpenConnectionAsync(stop);
        try
        {
            var session = new PlatformSession(connection, await connection.BeginTransactionAsync(stop));
            await using var become = session.Command(Become.Sql, Database.PlatformRole, "platform, public");
            await become.ExecuteNonQueryAsync(stop);
            return session;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public NpgsqlCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var value in values) command.Parameters.Add(UnitOfWork.Parameter(value));
        return command;
    }

    public Task CommitAsync(CancellationToken stop) => transaction.CommitAsync(stop);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
