using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PadelSaaS.Platform.Data;

/// <summary>Refuses a command that runs outside a unit of work: without its transaction no role and no path are set, and the query would belong to nobody.</summary>
internal sealed class TransactionGuard : DbCommandInterceptor
{
    public static readonly TransactionGuard Instance = new();

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
            : throw new InvalidOperationException("A command ran outside a unit of work. Begin one first: it says whose data this is.");
}
