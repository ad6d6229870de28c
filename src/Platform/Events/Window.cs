using Npgsql;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Events;

/// <summary>
/// A service's place in the outbox. It reads windows of finished transactions, [low, high): high is the oldest transaction still
/// running, so nothing can appear behind it any more. Inside a window facts come in the order they were stored; two transactions that
/// wait for each other's row always end up in the same window, which keeps the order of one aggregate.
/// </summary>
internal sealed class Window : IAsyncDisposable
{
    public const int MostLetters = 200;

    private const string PlaceSql = """
        select coalesce(c.low, '0')::text, coalesce(c.high, '0')::text, coalesce(c.seq, 0), pg_snapshot_xmin(pg_current_snapshot())::text
        from (select 1) one left join cursors c on c.service = $1
        """;

    private const string LettersSql = """
        select id, seq, tenant_role::text, event_type, aggregate, payload::text, occurred_at, trace_id from outbox
        where xid >= $1::xid8 and xid < $2::xid8 and seq > $3 order by seq limit 200
        """;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly string service;
    private readonly DateTimeOffset now;
    private string low = "0";
    private string high = "0";
    private long seq;
    private bool carried;

    private Window(NpgsqlConnection connection, NpgsqlTransaction transaction, string service, DateTimeOffset now) =>
        (this.connection, this.transaction, this.service, this.now) = (connection, transaction, service, now);

    public IReadOnlyList<Letter> Letters { get; private set; } = [];

    /// <summary>Aggregates of which the service has something waiting: what comes now queues behind it.</summary>
    public IReadOnlySet<Guid> Waiting { get; private set; } = new HashSet<Guid>();

    /// <summary>Opens the service's window; <see langword="null"/> while another process has it.</summary>
    public static async Task<Window?> OpenAsync(Database database, string service, DateTimeOffset now, CancellationToken stop)
    {
        var connection = await database.Loops.OpenConnectionAsync(stop);
        try
        {
            var window = new Window(connection, await connection.BeginTransactionAsync(stop), service, now);
            if (await window.ReadAsync(stop)) return window;
            await window.DisposeAsync();
            return null;
        }
        catch
        {
            // Left open, it would keep the lock, and nobody could read this service's facts any more.
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Moves the service's place behind the letters of this window.</summary>
    public async Task AdvanceAsync(CancellationToken stop)
    {
        // Nothing new, and no earlier window to close: the next look costs no write.
        if (Letters.Count == 0 && !carried) return;
        var exhausted = Letters.Count < MostLetters;
        await using var command = Command("""
            insert into cursors (service, low, high, seq, updated_at) values ($1, $2::xid8, $3::xid8, $4, $5)
            on conflict (service) do update set low = excluded.low, high = excluded.high, seq = excluded.seq, updated_at = excluded.updated_at
            """, service, exhausted ? high : low, high, exhausted ? 0L : Letters[^1].Seq, now);
        await command.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
    }

    public NpgsqlCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var value in values) command.Parameters.Add(UnitOfWork.Parameter(value));
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    // The lock is advisory and nothing is written before the letters are delivered: a transaction id held open here would hold back every other window.
    private async Task<bool> ReadAsync(CancellationToken stop)
    {
        await using (var batch = Batch())
        {
            batch.BatchCommands.Add(Statement(Become.Sql, Database.PlatformRole, "platform, public"));
            batch.BatchCommands.Add(Statement("select pg_try_advisory_xact_lock(hashtextextended('courier:' || $1 || current_database(), 0))", service));
            batch.BatchCommands.Add(Statement(PlaceSql, service));
            await using var reader = await batch.ExecuteReaderAsync(stop);
            await reader.NextResultAsync(stop);
            await reader.ReadAsync(stop);
            if (!reader.GetBoolean(0)) return false;
            await reader.NextResultAsync(stop);
            await reader.ReadAsync(stop);
            (low, high, seq) = (reader.GetString(0), reader.GetString(1), reader.GetInt64(2));
            carried = low != high;
            if (!carried) high = reader.GetString(3);
        }
        await using var look = Batch();
        look.BatchCommands.Add(Statement(LettersSql, low, high, seq));
        look.BatchCommands.Add(Statement("select distinct aggregate from delayed_facts where service = $1", service));
        await using var rows = await look.ExecuteReaderAsync(stop);
        Letters = await LettersAsync(rows, stop);
        await rows.NextResultAsync(stop);
        var waiting = new HashSet<Guid>();
        while (await rows.ReadAsync(stop)) waiting.Add(rows.GetGuid(0));
        Waiting = waiting;
        return true;
    }

    private static async Task<IReadOnlyList<Letter>> LettersAsync(NpgsqlDataReader reader, CancellationToken stop)
    {
        var letters = new List<Letter>();
        while (await reader.ReadAsync(stop))
            letters.Add(new Letter(reader.GetGuid(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.GetGuid(4),
                reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6), reader.IsDBNull(7) ? null : reader.GetString(7)));
        return letters;
    }

    private NpgsqlBatch Batch() => new(connection, transaction);

    private static NpgsqlBatchCommand Statement(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = new NpgsqlBatchCommand(sql);
        foreach (var value in values) statement.Parameters.Add(UnitOfWork.Parameter(value));
        return statement;
    }
}
