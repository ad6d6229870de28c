using PadelSaaS.Platform.Data;

namespace PadelSaaS.Platform.Events;

/// <summary>How far one reader of the outbox is behind.</summary>
/// <param name="Reader">A service that hears facts, or what carries them on (<c>herald</c>).</param>
/// <param name="Unread">Facts it has not looked at, counted up to <see cref="FactLag.Most"/>; those on a broker as far as this process knows.</param>
/// <param name="Oldest">When the oldest of them was told.</param>
/// <param name="Failed">Facts it failed at and tries again.</param>
/// <param name="Waiting">Facts that wait behind one that failed.</param>
/// <param name="Parked">Facts nobody tries any more.</param>
public sealed record Lag(string Reader, int Unread, DateTimeOffset? Oldest, int Failed, int Waiting, int Parked)
{
    /// <summary>Seconds since the oldest unread fact was told; 0 when all is read.</summary>
    public double Seconds(DateTimeOffset now) => Oldest is { } oldest ? Math.Max(0, (now - oldest).TotalSeconds) : 0;
}

/// <summary>Measures how far everybody who reads the outbox is behind: for the console and for the gauges.</summary>
public sealed class FactLag(Database database, Readers readers, IFactBroker? broker = null)
{
    /// <summary>Unread facts are counted up to here: further counting would cost what it measures.</summary>
    public const int Most = 10_000;

    private const string Sql = """
        select r.reader, coalesce(u.unread, 0), u.oldest, coalesce(d.failed, 0), coalesce(d.waiting, 0), coalesce(d.parked, 0)
        from unnest($1::text[]) r(reader)
        left join cursors c on c.service = r.reader
        left join lateral (
          select count(*)::int unread, min(occurred_at) oldest from (
            select o.occurred_at from outbox o
            where o.xid >= coalesce(c.low, '0') and (c.low is null or o.xid >= c.high or o.seq > c.seq)
            order by o.xid, o.seq limit 10000) next) u on r.reader = any($2)
        left join lateral (
          select count(*) filter (where error is not null and parked_at is null)::int failed, count(*) filter (where error is null)::int waiting, count(parked_at)::int parked
          from delayed_facts f where f.service = r.reader) d on true
        order by r.reader
        """;

    /// <summary>The lag of now, reader by reader.</summary>
    public async Task<IReadOnlyList<Lag>> LookAsync(CancellationToken stop)
    {
        await using var session = await PlatformSession.OpenAsync(database, stop);
        await using var command = session.Command(Sql, readers.All, readers.Names);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var lags = new List<Lag>();
        while (await reader.ReadAsync(stop))
            lags.Add(new Lag(reader.GetString(0), reader.GetInt32(1) + (int)Math.Min(Most, broker?.Waiting.GetValueOrDefault(reader.GetString(0)) ?? 0), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5)));
        return lags;
    }
}
