using Npgsql;
using NpgsqlTypes;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Audit;

/// <summary>Reads the platform's own audit log, newest first: what its admins did, and from where. Days are those of UTC.</summary>
public sealed class PlatformAuditLog(UnitOfWork work)
{
    private const string Where = """
        where ($1::text is null or actor ilike '%' || $1 || '%') and ($2::text is null or act like $2 || '%') and ($3::text is null or content ilike '%' || $3 || '%')
          and ($4::date is null or at >= $4::timestamp at time zone 'UTC') and ($5::date is null or at < ($5 + 1)::timestamp at time zone 'UTC')
        """;

    /// <summary>Some rows, and how many there are in all. Asked inside a unit of work of the platform.</summary>
    public async Task<(IReadOnlyList<AuditRow> Rows, int Total)> PageAsync(AuditQuery query, int skip, int most, CancellationToken stop)
    {
        var rows = new List<AuditRow>();
        await using (var select = Fill(work.Command($"select seq, at, content from platform_audit {Where} order by seq desc limit {most} offset {skip}"), query))
        {
            await using var reader = await select.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop)) rows.Add(new AuditRow(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), AuditContent.Read(reader.GetString(2))));
        }
        await using var count = Fill(work.Command($"select count(*)::int from platform_audit {Where}"), query);
        return (rows, (int)(await count.ExecuteScalarAsync(stop))!);
    }

    private static NpgsqlCommand Fill(NpgsqlCommand command, AuditQuery query)
    {
        foreach (var text in new[] { query.Who, query.What, query.Text }) Add(NpgsqlDbType.Text, AuditLog.Pattern(text));
        Add(NpgsqlDbType.Date, query.From);
        Add(NpgsqlDbType.Date, query.Until);
        return command;

        void Add(NpgsqlDbType type, object? value) => command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
    }
}
