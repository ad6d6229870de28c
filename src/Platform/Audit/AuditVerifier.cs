using System.Buffers.Binary;
using System.Data;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Audit;

/// <summary>What a look at one audit log found.</summary>
/// <param name="Rows">How many there are.</param>
/// <param name="Head">Hash of the last row: kept elsewhere, it proves that nobody wrote the whole log and its anchor anew.</param>
/// <param name="Faults">What is wrong, row by row; empty for a log nobody touched.</param>
public sealed record AuditVerdict(string Chain, long Rows, string Head, IReadOnlyList<string> Faults);

/// <summary>
/// Reads audit logs from their first row to the last and finds every row that was edited, removed, added, moved or cut off at the end.
/// It does the arithmetic again itself, on one snapshot, with the owner's connection: what the tables' triggers say counts for nothing.
/// </summary>
public sealed class AuditVerifier(Database database)
{
    private const int MostFaults = 100;

    /// <summary>Looks at the log of a tenant's schema, or of the schema <c>platform</c>.</summary>
    public async Task<AuditVerdict> VerifyAsync(string chain, CancellationToken stop = default)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var start = SHA256.HashData(Encoding.UTF8.GetBytes(chain));
        var anchor = await AnchorAsync(connection, chain, stop) ?? (0, start);
        var faults = new List<string>();
        var (last, hash, rows) = (0L, start, 0L);

        var table = chain == "platform" ? "platform.platform_audit" : $"{chain}.audit";
        await using var select = new NpgsqlCommand($"select seq, content, previous, hash, at, act, actor, subject from {table} order by seq", connection, transaction);
        await using var reader = await select.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop) && faults.Count < MostFaults)
        {
            var (seq, content, previous, own) = (reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<byte[]>(3));
            if (seq != last + 1) faults.Add(seq == last + 2 ? $"row {last + 1} is missing" : $"rows {last + 1} to {seq - 1} are missing");
            else if (!previous.AsSpan().SequenceEqual(hash)) faults.Add($"row {seq} does not follow row {last}");
            if (!Hash(previous, seq, content).AsSpan().SequenceEqual(own) || !Agrees(reader, content)) faults.Add($"row {seq} was changed or moved");
            (last, hash, rows) = (seq, own, rows + 1);
        }
        if (last < anchor.Seq) faults.Add($"the log ends at row {last}, its anchor says {anchor.Seq}: the end was cut off");
        else if (faults.Count < MostFaults && (last > anchor.Seq || !hash.AsSpan().SequenceEqual(anchor.Hash))) faults.Add($"the log ends with another row {last} than its anchor says");
        return new AuditVerdict(chain, rows, Convert.ToHexStringLower(hash), faults);
    }

    // The columns beside the content are what people search by: one that says something else hides a row.
    private static bool Agrees(NpgsqlDataReader row, string content)
    {
        try
        {
            var said = AuditContent.Read(content);
            return row.GetFieldValue<DateTimeOffset>(4).ToUnixTimeMilliseconds() == said.At && row.GetString(5) == said.Act
                && row.GetString(6) == said.Actor.Name && row.GetString(7) == $"{said.Subject.Kind} {said.Subject.Id}";
        }
        catch (Exception broken) when (broken is JsonException or InvalidCastException)
        {
            return false;
        }
    }

    private static byte[] Hash(byte[] previous, long seq, string content)
    {
        var number = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, seq);
        return SHA256.HashData([.. previous, .. number, .. Encoding.UTF8.GetBytes(content)]);
    }

    private static async Task<(long Seq, byte[] Hash)?> AnchorAsync(NpgsqlConnection connection, string chain, CancellationToken stop)
    {
        await using var select = new NpgsqlCommand("select seq, hash from platform.audit_heads where chain = $1::name", connection);
        select.Parameters.Add(UnitOfWork.Parameter(chain));
        await using var reader = await select.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : null;
    }
}
