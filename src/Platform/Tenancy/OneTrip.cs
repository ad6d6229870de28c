using System.Data;
using Npgsql;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Telemetry;

namespace PadelSaaS.Platform.Tenancy;

/// <summary>
/// A whole unit of work in one round trip, for the hot paths: role, path, statements and commit travel together as one implicit
/// transaction. Use <see cref="UnitOfWork"/> wherever a decision has to be taken between two statements.
/// </summary>
public sealed class OneTrip(CurrentTenant current, Database database, Forgetting forgetting, CourierBell bell, Sealed sealing)
{
    /// <summary>Seals and opens what the trip writes and reads.</summary>
    public Sealed Sealed => sealing;

    /// <summary>Runs the statements for the scope's tenant and reads what they answer.</summary>
    /// <param name="fill">Adds the statements.</param>
    /// <param name="read">Reads the results: the reader stands at the first statement's rows.</param>
    public async Task<T> RunAsync<T>(Action<NpgsqlBatch> fill, Func<NpgsqlDataReader, Task<T>> read, CancellationToken stop = default)
    {
        var schema = current.Info.Schema;
        await using var connection = await database.Front.OpenConnectionAsync(stop);
        await using var batch = new NpgsqlBatch(connection);
        var become = new NpgsqlBatchCommand(Become.Sql);
        become.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema });
        become.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema + ", public" });
        batch.BatchCommands.Add(become);
        fill(batch);

        try
        {
            await using var reader = await batch.ExecuteReaderAsync(stop);
            await reader.NextResultAsync(stop);
            var result = await read(reader);
            // An error in a later statement is thrown only when the reader gets there: read to the end before believing any of it.
            while (await reader.NextResultAsync(stop)) { }
            return result;
        }
        catch (PostgresException) when (connection.State == ConnectionState.Open)
        {
            // For the reason see UnitOfWork.RollbackAsync.
            connection.UnprepareAll();
            throw;
        }
    }

    /// <summary>To be called when the trip stored this fact: memory forgets what it made stale, and the courier wakes up.</summary>
    public void Announce(IFact fact)
    {
        CrashPoints.Pass("announce", FactCatalogue.EventType(fact.GetType()));
        forgetting.Forget(current.Info.Id, fact);
        Meters.Told(fact);
        bell.Ring();
    }
}
