using System.Globalization;
using System.Text;
using Npgsql;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Discovery.Search;

/// <summary>The engine that is always there: trigrams for words with wrong letters, PostGIS for distances.</summary>
internal sealed class PostgresSearch(UnitOfWork work) : IVenueSearch
{
    /// <summary>What is looked at for one question; whoever finds more than this has to say more.</summary>
    public const int Most = 2000;

    // A letter missing, doubled or swapped in a word of five leaves about this much of its trigrams.
    private const string Likeness = "0.39";

    public async Task<IReadOnlyList<FoundVenue>> FindAsync(IReadOnlyList<string> words, Place? near, double? metres, CancellationToken stop, int? most = null)
    {
        await work.BeginPlatformAsync(stop);
        try
        {
            await using var batch = work.Batch();
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"select set_config('pg_trgm.word_similarity_threshold', '{Likeness}', true)"));
            batch.BatchCommands.Add(Statement(words, near, metres, most ?? Most));
            await using var reader = await batch.ExecuteReaderAsync(stop);
            await reader.NextResultAsync(stop);
            var found = new List<FoundVenue>();
            while (await reader.ReadAsync(stop)) found.Add(Read(reader));
            return found;
        }
        finally
        {
            await work.RollbackAsync();
        }
    }

    // Every word has to be there, nearly; a word that is there as typed counts more than one that only looks like it.
    private static NpgsqlBatchCommand Statement(IReadOnlyList<string> words, Place? near, double? metres, int most)
    {
        var command = new NpgsqlBatchCommand();
        var where = new StringBuilder("active");
        var likeness = new StringBuilder("0");
        foreach (var word in words)
        {
            var number = Add(command, word);
            where.Append(CultureInfo.InvariantCulture, $" and {number}::text <% words");
            likeness.Append(CultureInfo.InvariantCulture, $" + word_similarity({number}::text, words)");
        }
        var distance = "null::double precision";
        var order = words.Count == 0 ? "name, venue_id" : $"round(({likeness}) / {words.Count} * 10) desc, likeness desc, name, venue_id";
        if (near is { } here)
        {
            var point = $"cast(st_setsrid(st_makepoint({Add(command, here.Longitude)}, {Add(command, here.Latitude)}), 4326) as geography)";
            distance = $"st_distance(location, {point})";
            if (metres is { } within) where.Append(CultureInfo.InvariantCulture, $" and st_dwithin(location, {point}, {Add(command, within)})");
            order = words.Count == 0 ? $"location <-> {point}, venue_id" : $"round(({likeness}) / {words.Count} * 10) desc, location <-> {point}, venue_id";
        }
        command.CommandText = $"""
            select venue_id, tenant_role::text, key, name, address, city, country, st_y(location::geometry), st_x(location::geometry), zone, currency, price_from_minor,
                   courts, roofs, surfaces, amenities, durations, {distance}, {likeness} as likeness
            from found_venues where {where} order by {order} limit {most}
            """;
        return command;
    }

    private static string Add<T>(NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return $"${command.Parameters.Count}";
    }

    private static FoundVenue Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetDouble(7), row.GetDouble(8), row.GetString(9),
        row.IsDBNull(11) ? null : new Money(row.GetInt64(11), row.GetString(10)), row.GetInt32(12), row.GetFieldValue<string[]>(13), row.GetFieldValue<string[]>(14),
        row.GetFieldValue<string[]>(15), row.GetFieldValue<int[]>(16), row.IsDBNull(17) ? null : (int)Math.Round(row.GetDouble(17)));
}
