using Npgsql;
using NpgsqlTypes;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Audit;

/// <summary>What to look for in an audit log. Nothing said means everything.</summary>
/// <param name="Who">Part of a name.</param>
/// <param name="What">Beginning of the act's name, such as <c>role.</c>.</param>
/// <param name="Text">Part of anything that was written down.</param>
/// <param name="From">First day, in the club's zone.</param>
/// <param name="Until">Last day, in the club's zone.</param>
public sealed record AuditQuery(string? Who = null, string? What = null, string? Text = null, DateOnly? From = null, DateOnly? Until = null);

/// <summary>A row of an audit log.</summary>
public sealed record AuditRow(long Seq, DateTimeOffset At, AuditContent Content);

/// <summary>Reads the audit log of the scope's club, newest first.</summary>
public sealed class AuditLog(CurrentTenant current, OneTrip trip)
{
    private const string Where = """
        where ($1 is null or actor ilike '%' || $1 || '%') and ($2 is null or act like $2 || '%') and ($3 is null or content ilike '%' || $3 || '%')
          and ($4 is null or at >= $4::timestamp at time zone $6) and ($5 is null or at < ($5 + 1)::timestamp at time zone $6)
        """;

    /// <summary>Some rows, and how many there are in all.</summary>
    public Task<(IReadOnlyList<AuditRow> Rows, int Total)> PageAsync(AuditQuery query, int skip, int most, CancellationToken stop) => trip.RunAsync(
        batch =>
        {
            batch.BatchCommands.Add(Statement($"select seq, at, content from audit {Where} order by seq desc limit {most} offset {skip}", query));
            batch.BatchCommands.Add(Statement($"select count(*)::int from audit {Where}", query));
        },
        async reader =>
        {
            var rows = new List<AuditRow>();
            while (await reader.ReadAsync(stop)) rows.Add(new AuditRow(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), AuditContent.Read(reader.GetString(2))));
            await reader.NextResultAsync(stop);
            await reader.ReadAsync(stop);
            return ((IReadOnlyList<AuditRow>)rows, reader.GetInt32(0));
        },
        stop);

    private NpgsqlBatchCommand Statement(string sql, AuditQuery query)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var text in new[] { Pattern(query.Who), Pattern(query.What), Pattern(query.Text) }) Add(command, NpgsqlDbType.Text, text);
        Add(command, NpgsqlDbType.Date, query.From);
        Add(command, NpgsqlDbType.Date, query.Until);
        Add(command, NpgsqlDbType.Text, current.Info.Zone);
        return command;
    }

    internal static string? Pattern(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : text.Trim().Replace("\0", "", StringComparison.Ordinal).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static void Add(NpgsqlBatchCommand command, NpgsqlDbType type, object? value) => command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
}
