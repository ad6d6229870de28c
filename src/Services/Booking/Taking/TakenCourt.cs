using Npgsql;
using PadelSaaS.Booking.Promos;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Taking;

/// <summary>What the statements that take a court answered: which holds they ended, whether the court was won and under which rules.</summary>
internal static class TakenCourt
{
    /// <summary>Runs the statements in the open transaction: dead holds first, then the code, then the court, so that everybody locks in one order.</summary>
    public static async Task<(List<BookingExpired> Ended, Refusal? NotSpent, bool Won, long Revision)> WithinAsync(
        UnitOfWork work, NpgsqlBatchCommand endDead, PromoClaim? promo, NpgsqlBatchCommand statement, DateTimeOffset now, CancellationToken stop)
    {
        await using var batch = work.Batch();
        batch.BatchCommands.Add(endDead);
        if (promo is not null) Spending.Add(batch, promo, now);
        batch.BatchCommands.Add(statement);
        await using var reader = await batch.ExecuteReaderAsync(stop);
        var ended = await EndedHolds.ReadAsync(reader);
        Refusal? notSpent = null;
        if (promo is not null)
        {
            await reader.NextResultAsync(stop);
            ended.AddRange(await EndedHolds.ReadAsync(reader));
            await reader.NextResultAsync(stop);
            notSpent = await Spending.ReadSpentAsync(reader);
        }
        var (won, revision) = await ReadWonAsync(reader);
        return (ended, notSpent, won, revision);
    }

    /// <summary>The same where no code is spent.</summary>
    public static async Task<(List<BookingExpired> Ended, bool Won, long Revision)> ReadAsync(NpgsqlDataReader reader)
    {
        var ended = await EndedHolds.ReadAsync(reader);
        var (won, revision) = await ReadWonAsync(reader);
        return (ended, won, revision);
    }

    private static async Task<(bool Won, long Revision)> ReadWonAsync(NpgsqlDataReader reader)
    {
        await reader.NextResultAsync();
        await reader.ReadAsync();
        return (reader.GetBoolean(0), reader.GetInt64(1));
    }
}
