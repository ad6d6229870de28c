using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using PadelSaaS.Contracts;

namespace PadelSaaS.Platform.Events;

/// <summary>
/// The statements that store a fact or a timer beside the rows they belong to. Whose they are is not a parameter: the column
/// defaults to <c>current_user</c> and a tenant's role may not write it, so nobody can speak for another club.
/// </summary>
public static class Outbox
{
    /// <summary>Columns of a fact, in the order of <see cref="AddValues"/>.</summary>
    public const string Columns = "id, event_type, aggregate, payload, occurred_at, trace_id";

    private const string InsertFact = $"insert into platform.outbox ({Columns}) values ($1, $2, $3, $4::jsonb, $5, $6)";

    private const string InsertTimerRow = "insert into platform.timers (id, job, key, due_at, trace_id) values ($1, $2, $3, $4, $5)";

    /// <summary>Statement that stores one fact.</summary>
    public static NpgsqlBatchCommand Insert(IFact fact, TimeProvider clock)
    {
        var command = new NpgsqlBatchCommand(InsertFact);
        AddValues(command.Parameters, fact, clock);
        return command;
    }

    /// <summary>Adds the six values of <see cref="Columns"/>, for a statement that stores the fact only if its own row was written.</summary>
    public static void AddValues(NpgsqlParameterCollection parameters, IFact fact, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7(now) });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = FactCatalogue.EventType(fact.GetType()) });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = fact.Aggregate });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = FactCatalogue.Write(fact) });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        parameters.Add(Trace());
    }

    /// <summary>Statement that stores a timer; see <see cref="Tenancy.UnitOfWork.RingAt"/>.</summary>
    public static NpgsqlBatchCommand InsertTimer(string job, string key, DateTimeOffset dueAt, TimeProvider clock)
    {
        var command = new NpgsqlBatchCommand(InsertTimerRow);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7(clock.GetUtcNow()) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = job });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = dueAt.ToUniversalTime() });
        command.Parameters.Add(Trace());
        return command;
    }

    // What reacts to it, or rings for it, goes on in the trace of the click.
    private static NpgsqlParameter Trace() => new() { Value = (object?)Activity.Current?.Id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
