using System.Text.Json;
using Npgsql;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Venues.Prices;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues;

/// <summary>Reads all of a club's open venues with everything that belongs to them in one round trip.</summary>
internal sealed class VenueReader(OneTrip trip, TimeProvider clock)
{
    private const string Venues = """
        select id, key, coalesce(revision, 0), name, zone, currency, address, city, postcode, country, latitude, longitude, phone, email, photo, amenities, about::text,
          durations_minutes, start_interval_minutes, lead_minutes, horizon_days, buffer_minutes, hold_minutes, strict_gaps, adjacent_starts, pay_at_club, cancellation::text, policy::text, player_series_weeks, house_rules::text
        from venues left join revisions on subject = id where active order by position, key
        """;

    private const string Courts = "select venue_id, id, key, name, roof, surface, size, panoramic, position, lights, accessible from courts where active order by venue_id, position, key";

    private const string Hours = "select venue_id, weekday, opens, length_minutes from opening_hours order by venue_id, weekday, opens";

    private const string Exceptions = "select venue_id, date, name, hours::text from date_exceptions order by venue_id, date";

    private const string Seasons = "select venue_id, first, last, name, hours::text from seasons order by venue_id, first";

    private const string Groups = "select venue_id, id, key, name, court_ids from court_groups order by venue_id, position";

    private const string Photos = "select venue_id, id, width, height, widths, alt::text from venue_photos order by venue_id, position, id";

    private const string Prices = """
        select venue_id, kind, number, valid_from, content::text from (
          select *, row_number() over (partition by venue_id, kind order by valid_from desc) as age from (
            select distinct on (venue_id, kind, valid_from) * from price_versions where withdrawn_at is null order by venue_id, kind, valid_from, number desc) as last) as aged
        where age <= 20 order by venue_id, kind, valid_from
        """;

    /// <summary>What is asked, in one trip.</summary>
    internal static IReadOnlyList<string> Statements { get; } = [Courts, Hours, Exceptions, Seasons, Groups, Photos, Prices, Venues];

    /// <summary>The venues in the club's order, all as of one moment.</summary>
    public Task<IReadOnlyList<VenueCard>> ReadAsync() => trip.RunAsync(
        batch =>
        {
            foreach (var sql in Statements) batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        },
        async rows =>
        {
            var courts = await ByVenueAsync(rows, Court);
            await rows.NextResultAsync();
            var hours = await ByVenueAsync(rows, Opening);
            await rows.NextResultAsync();
            var exceptions = await ByVenueAsync(rows, row => SpecialDaysText.Exception(row.GetFieldValue<DateOnly>(1), row.GetString(2), row.GetString(3)));
            await rows.NextResultAsync();
            var seasons = await ByVenueAsync(rows, row => SpecialDaysText.Season(row.GetString(3), row.GetFieldValue<DateOnly>(1), row.GetFieldValue<DateOnly>(2), row.GetString(4)));
            await rows.NextResultAsync();
            var groups = await ByVenueAsync(rows, row => new CourtGroup(row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetFieldValue<Guid[]>(4)));
            await rows.NextResultAsync();
            var photos = await ByVenueAsync(rows, row => new VenuePhoto(row.GetGuid(1), row.GetInt32(2), row.GetInt32(3), row.GetFieldValue<int[]>(4), JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(5))!));
            await rows.NextResultAsync();
            var prices = await ByVenueAsync(rows, row => new KeptPrice(row.GetString(1), row.GetInt32(2), row.GetFieldValue<DateOnly>(3), row.GetString(4)));
            await rows.NextResultAsync();
            var venues = new List<VenueCard>();
            while (await rows.ReadAsync())
            {
                var id = rows.GetGuid(0);
                var (lists, extras) = (ListsOf(id), Of(prices, id).Find(kept => kept.Kind == PriceVersionRow.Extras));
                venues.Add(new VenueCard(
                    id, rows.GetString(1), rows.GetInt64(2), rows.GetString(3), rows.GetString(4), rows.GetString(5),
                    Place(rows), Rules(rows), Of(courts, id), Of(hours, id), lists.LastOrDefault(list => list.From <= Today(rows.GetString(4)))?.Rules ?? [])
                {
                    Exceptions = Of(exceptions, id),
                    Seasons = Of(seasons, id),
                    Groups = Of(groups, id),
                    Photos = Of(photos, id),
                    PriceLists = lists,
                    Extras = extras is null ? [] : PriceContent.Extras(extras.Content, CourtOf(id)),
                    ExtrasNumber = extras?.Number ?? 0,
                });
            }
            return (IReadOnlyList<VenueCard>)venues;

            List<PriceList> ListsOf(Guid id) =>
                [.. Counting(Of(prices, id).FindAll(kept => kept.Kind == PriceVersionRow.Courts)).Select(kept => PriceContent.List(kept.Number, kept.From, kept.Content, CourtOf(id)))];
            Func<string, Guid?> CourtOf(Guid id) => key => Of(courts, id).Find(court => court.Key == key)?.Id;
        });

    // Of the lists that have begun only the last one, and one more for the night that still belongs to the evening before it.
    private IEnumerable<KeptPrice> Counting(List<KeptPrice> lists)
    {
        var yesterday = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-2);
        return lists.Skip(Math.Max(0, lists.FindLastIndex(list => list.From <= yesterday)));
    }

    private DateOnly Today(string zone) => DateOnly.FromDateTime(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? TimeZoneInfo.ConvertTime(clock.GetUtcNow(), found).DateTime : clock.GetUtcNow().UtcDateTime);

    private static CourtCard Court(NpgsqlDataReader row) => new(
        row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetBoolean(7), row.GetInt32(8))
    {
        Lights = row.GetBoolean(9),
        Accessible = row.GetBoolean(10),
    };

    private static OpeningHours Opening(NpgsqlDataReader row) => new(row.GetInt32(1), row.GetFieldValue<TimeOnly>(2), row.GetInt32(3));

    private static VenuePlace Place(NpgsqlDataReader row) => new(
        row.GetString(6), row.GetString(7), Text(row, 8), row.GetString(9), row.GetDouble(10), row.GetDouble(11), Text(row, 12), Text(row, 13), Text(row, 14),
        row.GetFieldValue<string[]>(15), JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(16))!)
    {
        HouseRules = JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(row.GetOrdinal("house_rules")))!,
    };

    private static BookingRules Rules(NpgsqlDataReader row) => new(
        row.GetFieldValue<int[]>(17), row.GetInt32(18), row.GetInt32(19), row.GetInt32(20), row.GetInt32(21), row.GetInt32(22),
        row.GetBoolean(23), row.GetBoolean(24), row.GetBoolean(25),
        [.. JsonSerializer.Deserialize<List<TierEntry>>(row.GetString(26), FileJson.Options)!.Select(tier => new CancellationTier(tier.MinHours, tier.RefundBps))])
    {
        Policy = PolicyEntry.Read(row.GetString(27)).ToPolicy(),
        PlayerSeriesWeeks = row.GetInt32(28),
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static async Task<Dictionary<Guid, List<T>>> ByVenueAsync<T>(NpgsqlDataReader rows, Func<NpgsqlDataReader, T> read)
    {
        var byVenue = new Dictionary<Guid, List<T>>();
        while (await rows.ReadAsync())
        {
            var venue = rows.GetGuid(0);
            if (!byVenue.TryGetValue(venue, out var list)) byVenue.Add(venue, list = []);
            list.Add(read(rows));
        }
        return byVenue;
    }

    private static List<T> Of<T>(Dictionary<Guid, List<T>> byVenue, Guid venue) => byVenue.TryGetValue(venue, out var list) ? list : [];

    private sealed record KeptPrice(string Kind, int Number, DateOnly From, string Content);
}
