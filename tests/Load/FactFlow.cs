using System.Diagnostics;
using System.Globalization;
using Npgsql;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Events;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Load;

/// <summary>
/// How many facts a process hears in a second, and how long after it was told each is heard. Beside it a bare reader: it walks the same rows in order, four letters side by side, each in a
/// transaction of its own with the question whether it was heard and, where the platform's reaction writes, one row and the note that it was. It knows no service, no club, no reaction.
/// </summary>
internal sealed class FactFlow(string schema, int seconds)
{
    private const int SideBySide = 4;
    private const int Page = 256;

    public async Task RunAsync(int unconcerned, int written, int pace)
    {
        Console.WriteLine($"\n### facts, {unconcerned:N0} nobody has anything to do for, then {written:N0} that each write a mail\n");
        Console.WriteLine("| what | platform, facts a second | bare | ratio |\n|---|---|---|---|");
        var club = await Cluster.ScalarAsync<Guid>("load", "select id from platform.tenants where schema_name = '" + schema + "'");
        await CompareAsync("heard, nothing to do", unconcerned / 10, new BrandingChanged(club), writes: false, quietly: true);
        await CompareAsync("heard, nothing to do", unconcerned, new BrandingChanged(club), writes: false);
        await CompareAsync("heard, a mail written and its timer set", written, Newcomer(), writes: true);
        await LagAsync(pace);
    }

    private static UserRegistered Newcomer() => new(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "load@example.test", "Load", "Tester", "en");

    private async Task CompareAsync(string what, int facts, Contracts.IFact fact, bool writes, bool quietly = false)
    {
        var before = await Cluster.ScalarAsync<long>("load", "select coalesce(max(seq), 0) from platform.outbox");
        var begun = Stopwatch.GetTimestamp();
        await TellAsync(fact, facts);
        await HeardAsync();
        var ours = facts / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        begun = Stopwatch.GetTimestamp();
        await BareAsync(before, writes);
        var theirs = facts / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (!quietly) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {ours:N0} | {theirs:N0} | **{ours / theirs:N2}** |"));
    }

    // Fifty a transaction, as a busy second of bookings commits them; each of an aggregate of its own.
    private async Task TellAsync(Contracts.IFact fact, int count)
    {
        await using var connection = await OpenAsync();
        for (var told = 0; told < count; told += 50)
            await ExecuteAsync(connection, $"""
                insert into platform.outbox (id, tenant_role, event_type, aggregate, payload, occurred_at)
                select gen_random_uuid(), '{schema}', '{FactCatalogue.EventType(fact.GetType())}', gen_random_uuid(), '{FactCatalogue.Write(fact)}'::jsonb, clock_timestamp() from generate_series(1, {Math.Min(50, count - told)})
                """);
    }

    private static async Task HeardAsync()
    {
        while (await Cluster.ScalarAsync<long>("load", "select count(*) from platform.outbox where xid >= (select min(low) from platform.cursors)") > 0) await Task.Delay(20);
        if (await Cluster.ScalarAsync<long>("load", "select count(*) from platform.delayed_facts") is > 0 and var delayed) throw new InvalidOperationException($"{delayed} facts could not be heard.");
    }

    private async Task BareAsync(long after, bool writes)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(await Cluster.ConnectionAsync("load")) { Pooling = true, MaxPoolSize = SideBySide + 1, MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 });
        await Cluster.ExecuteAsync("load", "create table if not exists bare_heard (id uuid primary key, payload jsonb not null, heard_at timestamptz not null); truncate bare_heard");
        while (true)
        {
            var letters = new List<(Guid Id, string Type, string Payload)>();
            await using (var read = source.CreateCommand($"select seq, id, event_type, payload::text from platform.outbox where seq > {after} and tenant_role = '{schema}' order by seq limit {Page}"))
            await using (var rows = await read.ExecuteReaderAsync())
                while (await rows.ReadAsync())
                {
                    after = rows.GetInt64(0);
                    letters.Add((rows.GetGuid(1), rows.GetString(2), rows.GetString(3)));
                }
            if (letters.Count == 0) return;
            await Parallel.ForEachAsync(letters, new ParallelOptions { MaxDegreeOfParallelism = SideBySide }, async (letter, stop) =>
            {
                if (FactCatalogue.Read(letter.Type, letter.Payload) is null) throw new InvalidOperationException($"Nobody knows {letter.Type}.");
                await using var connection = await source.OpenConnectionAsync(stop);
                await using var transaction = await connection.BeginTransactionAsync(stop);
                await using (var ask = new NpgsqlCommand("select exists (select from bare_heard where id = $1)", connection, transaction) { Parameters = { new() { Value = letter.Id } } }) await ask.ExecuteScalarAsync(stop);
                if (writes)
                {
                    await using var note = new NpgsqlCommand("insert into bare_heard (id, payload, heard_at) values ($1, $2::jsonb, now())", connection, transaction) { Parameters = { new() { Value = letter.Id }, new() { Value = letter.Payload } } };
                    await note.ExecuteNonQueryAsync(stop);
                }
                await transaction.CommitAsync(stop);
            });
        }
    }

    // At a steady pace: from the moment a fact is told to the moment at which the reaction to it is done.
    private async Task LagAsync(int pace)
    {
        var since = await Cluster.ScalarAsync<DateTime>("load", "select clock_timestamp()");
        await using (var connection = await OpenAsync())
        {
            var begun = Stopwatch.GetTimestamp();
            for (var told = 0; told < pace * seconds; told++)
            {
                await ExecuteAsync(connection, $"""
                    insert into platform.outbox (id, tenant_role, event_type, aggregate, payload, occurred_at)
                    values (gen_random_uuid(), '{schema}', 'USER_REGISTERED', gen_random_uuid(), '{FactCatalogue.Write(Newcomer())}'::jsonb, clock_timestamp())
                    """);
                var early = TimeSpan.FromSeconds((double)(told + 1) / pace) - Stopwatch.GetElapsedTime(begun);
                if (early > TimeSpan.Zero) await Task.Delay(early);
            }
        }
        await HeardAsync();
        var lag = await Cluster.ScalarAsync<string>("load", $"""
            select format('%s heard; p50 %s ms, p95 %s ms, p99 %s ms, at most %s ms', heard, lag[1]::int, lag[2]::int, lag[3]::int, lag[4]::int) from (
              select count(*) as heard, percentile_cont(array[0.5, 0.95, 0.99, 1]) within group (order by extract(epoch from i.heard_at - o.occurred_at) * 1000) as lag
              from platform.inbox i join platform.outbox o on o.id = i.event_id where o.event_type = 'USER_REGISTERED' and o.occurred_at > '{since.ToUniversalTime():O}') lags
            """);
        Console.WriteLine($"\nAt {pace} facts a second for {seconds} s, from told to written: {lag}");
    }

    private static async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(await Cluster.ConnectionAsync("load"));
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
