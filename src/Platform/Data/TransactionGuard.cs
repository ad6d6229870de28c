using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PadelSaaS.Platform.Data;

/// <summary>Refuses a command that runs outside a unit of work: without its transaction no role and no path are set, and the query would belong to nobody.</summary>
internal sealed class TransactionGuard : DbCommandInterceptor, IDbTransactionInterceptor
{
    public static readonly TransactionGuard Instance = new();

    // Saving several rows makes EF begin a transaction of its own where there is none: it would set no role either.
    InterceptionResult<DbTransaction> IDbTransactionInterceptor.TransactionStarting(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result) => throw Outside();

    ValueTask<InterceptionResult<DbTransaction>> IDbTransactionInterceptor.TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken) => throw Outside();

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        Guard(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Guard(command, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
        Guard(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Guard(command, result));

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) =>
        Guard(command, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Guard(command, result));

    private static T Guard<T>(DbCommand command, T result) =>
        command.Transaction is not null
            ? result
            : throw Outside();

    private static InvalidOperationException Outside() => new("A command ran outside a unit of work. Begin one first: it says whose data this is.");
}
