using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Telemetry;

namespace PadelSaaS.Platform.Tenancy;

/// <summary>
/// One transaction of one tenant (or of the platform): rows and facts commit together or not at all. Its first round trip sets
/// role and <c>search_path</c> for this transaction only, so that nothing can leak through a pooled connection.
/// Leaving it without <see cref="CommitAsync"/> undoes everything.
/// </summary>
public sealed class UnitOfWork : IAsyncDisposable
{
    private readonly CurrentTenant current;
    private readonly NpgsqlConnection connection;
    private readonly TimeProvider clock;
    private readonly Forgetting forgetting;
    private readonly CourierBell bell;
    private readonly Actor actor;
    private readonly Dictionary<Type, DbContext> models = [];
    private readonly List<IFact> told = [];
    private readonly List<(string Job, string Key, DateTimeOffset DueAt)> timers = [];
    private readonly List<Act> acts = [];
    private NpgsqlTransaction? transaction;
    private Guid owner;

    /// <summary>Made by the container, one per scope. Work of requests and work behind the scenes use different pools.</summary>
    public UnitOfWork(CurrentTenant current, Database database, TimeProvider clock, Forgetting forgetting, CourierBell bell, BehindTheScenes behindTheScenes, Actor actor, Sealed sealing)
    {
        this.current = current;
        this.clock = clock;
        this.forgetting = forgetting;
        this.bell = bell;
        this.actor = actor;
        Sealed = sealing;
        connection = (behindTheScenes.Is ? database.Back : database.Front).CreateConnection();
    }

    /// <summary>Seals and opens what this transaction writes and reads.</summary>
    public Sealed Sealed { get; }

    /// <summary>Whether a transaction is open.</summary>
    public bool IsOpen => transaction is not null;

    /// <summary>Begins the tenant's transaction.</summary>
    /// <exception cref="InvalidOperationException">The scope belongs to no tenant, or a transaction is open already.</exception>
    public Task BeginAsync(CancellationToken stop = default) => BeginAsync(current.Info.Id, current.Info.Schema, $"{current.Info.Schema}, public", stop);

    /// <summary>Begins a transaction on the shared schema <c>platform</c>, which sees no tenant's rows.</summary>
    public Task BeginPlatformAsync(CancellationToken stop = default) => BeginAsync(Guid.Empty, Database.PlatformRole, "platform, public", stop);

    /// <summary>Begins the platform's or the tenant's transaction and asks it something in the same round trip.</summary>
    /// <returns>What the question's one boolean answers.</returns>
    internal Task<bool> BeginAskingAsync(bool asPlatform, NpgsqlBatchCommand question, CancellationToken stop) => asPlatform
        ? BeginAsync(Guid.Empty, Database.PlatformRole, "platform, public", stop, question)
        : BeginAsync(current.Info.Id, current.Info.Schema, $"{current.Info.Schema}, public", stop, question);

    /// <summary>The service's EF Core model on this transaction. May be asked for before the transaction begins, used only after.</summary>
    public TModel Model<TModel>() where TModel : DbContext
    {
        if (models.TryGetValue(typeof(TModel), out var known)) return (TModel)known;

        var options = new DbContextOptionsBuilder<TModel>().UseNpgsql(connection).AddInterceptors(TransactionGuard.Instance, OpensSealed.Instance).Options;
        var model = ActivatorUtilities.CreateInstance<TModel>(NoServices.Instance, options);
        if (model is ServiceModel service) service.Sealing = Sealed;
        if (transaction is not null) model.Database.UseTransaction(transaction);
        models.Add(typeof(TModel), model);
        return model;
    }

    /// <summary>A command on this transaction with positional parameters <c>$1, $2 …</c>; <see langword="null"/> is sent as NULL.</summary>
    public NpgsqlCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(sql, connection, Open());
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        return command;
    }

    /// <summary>Several statements in one round trip, in this transaction.</summary>
    public NpgsqlBatch Batch() => new(connection, Open());

    /// <summary>Tells a fact. It is stored with the rows it speaks of and delivered after the commit.</summary>
    public void Tell(IFact fact)
    {
        Open();
        told.Add(fact);
    }

    /// <summary>Rings a job for this tenant at a time, once, even if this process is gone by then. Stored with the rows.</summary>
    /// <param name="job">Name of a timer registered with <c>AddTimer</c>.</param>
    /// <param name="key">What it is about, usually an id. The job looks at the state when it rings: a timer is never taken back.</param>
    public void RingAt(DateTimeOffset dueAt, string job, string key)
    {
        Open();
        timers.Add((job, key, dueAt));
    }

    /// <summary>Writes an act into the audit log of this transaction's owner, with the rows it speaks of.</summary>
    public void Audit(Act act)
    {
        Open();
        acts.Add(act);
    }

    /// <summary>
    /// Saves what the models changed, stores facts and timers, commits. Only then does memory forget what the facts made stale
    /// and the courier wake up.
    /// </summary>
    public async Task CommitAsync(CancellationToken stop = default)
    {
        var open = Open();
        foreach (var model in models.Values) await model.SaveChangesAsync(stop);
        await StoreFactsAsync(stop);
        foreach (var fact in told) CrashPoints.Pass("commit", FactCatalogue.EventType(fact.GetType()));
        await open.CommitAsync(stop);
        await CloseAsync();
        // The unit may begin again: a row read then must come from the database, not from what this transaction remembered of it.
        foreach (var model in models.Values) model.ChangeTracker.Clear();
        Announce();
    }

    /// <summary>Saves what the models changed.</summary>
    /// <returns>Whether the commit has a fact, a timer or an act to store besides.</returns>
    internal async Task<bool> SaveAsync(CancellationToken stop)
    {
        foreach (var model in models.Values) await model.SaveChangesAsync(stop);
        return told.Count + timers.Count + acts.Count > 0;
    }

    /// <summary>Undoes everything since <c>Begin</c>, facts and timers included; the unit may begin again.</summary>
    /// <param name="failed">What the database threw, if it did: Npgsql takes a statement for prepared that failed while it ran for the second time on a
    /// connection, and its next good run there breaks the connection (10.0.3). This connection prepares anew.</param>
    public async Task RollbackAsync(PostgresException? failed = null)
    {
        if (transaction is not null) await transaction.RollbackAsync();
        if (failed is not null && connection.State == System.Data.ConnectionState.Open) connection.UnprepareAll();
        await CloseAsync();
        foreach (var model in models.Values) model.ChangeTracker.Clear();
        told.Clear();
        timers.Clear();
        acts.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var model in models.Values) await model.DisposeAsync();
        if (transaction is not null) await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    internal static NpgsqlParameter Parameter(object? value) => new() { Value = value ?? DBNull.Value };

    private async Task<bool> BeginAsync(Guid whose, string role, string path, CancellationToken stop, NpgsqlBatchCommand? question = null)
    {
        if (transaction is not null) throw new InvalidOperationException("A transaction is open already: one use case, one transaction.");
        owner = whose;
        // A command that was refused outside may have left it open.
        if (connection.State != System.Data.ConnectionState.Closed) await connection.CloseAsync();
        await connection.OpenAsync(stop);
        transaction = await connection.BeginTransactionAsync(stop);
        // BEGIN travels with this statement: one round trip, and nothing can run between the two.
        await using var become = new NpgsqlBatch(connection, transaction);
        become.BatchCommands.Add(new NpgsqlBatchCommand(Become.Sql)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = role }, new NpgsqlParameter<string> { TypedValue = path } },
        });
        if (question is not null) become.BatchCommands.Add(question);
        var answer = false;
        await using (var reader = await become.ExecuteReaderAsync(stop))
            if (question is not null && await reader.NextResultAsync(stop) && await reader.ReadAsync(stop)) answer = reader.GetBoolean(0);
        foreach (var model in models.Values) await model.Database.UseTransactionAsync(transaction, stop);
        return answer;
    }

    private async Task StoreFactsAsync(CancellationToken stop)
    {
        if (told.Count + timers.Count + acts.Count == 0) return;
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var fact in told) batch.BatchCommands.Add(Outbox.Insert(fact, clock));
        foreach (var (job, key, dueAt) in timers) batch.BatchCommands.Add(Outbox.InsertTimer(job, key, dueAt, clock));
        // Last of all: whoever writes into the same log waits from here to the commit and no longer.
        foreach (var act in acts) batch.BatchCommands.Add(Insert(act));
        await batch.ExecuteNonQueryAsync(stop);
    }

    private NpgsqlBatchCommand Insert(Act act) => new($"insert into {(owner == Guid.Empty ? "platform_audit" : "audit")} (content) values ($1)")
    {
        Parameters = { new NpgsqlParameter<string> { TypedValue = AuditContent.Write(act, actor, clock.GetUtcNow()) } },
    };

    private async Task CloseAsync()
    {
        foreach (var model in models.Values) await model.Database.UseTransactionAsync(null);
        if (transaction is not null) await transaction.DisposeAsync();
        transaction = null;
        await connection.CloseAsync();
    }

    private void Announce()
    {
        foreach (var fact in told)
        {
            forgetting.Forget(owner, fact);
            Meters.Told(fact);
        }
        if (told.Count > 0) bell.Ring();
        told.Clear();
        timers.Clear();
        acts.Clear();
    }

    private NpgsqlTransaction Open() =>
        transaction ?? throw new InvalidOperationException("No transaction is open. Begin the unit of work first: it says whose data this is.");

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
