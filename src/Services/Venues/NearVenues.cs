using System.Globalization;
using Npgsql;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Venues;

/// <summary>A place on the globe somebody asks from, in degrees north and east.</summary>
internal readonly record struct Whereabouts(double Latitude, double Longitude)
{
    /// <summary>Reads <c>31.52,74.35</c>; <see langword="null"/> for what is no place.</summary>
    public static Whereabouts? Parse(string? text) =>
        text?.Split(',') is [var north, var east] && Degrees(north) is { } latitude and >= -90 and <= 90 && Degrees(east) is { } longitude and >= -180 and <= 180
            ? new Whereabouts(latitude, longitude) : null;

    private static double? Degrees(string text) =>
        double.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) ? degrees : null;
}

/// <summary>A venue with its distance from where somebody asks, in metres.</summary>
internal sealed record NearVenue(VenueCard Venue, int? Metres);

/// <summary>Finds venues by a word of their place, and by distance as the database measures it on the globe.</summary>
internal sealed class NearVenues(IVenues venues, OneTrip trip)
{
    private const string Sql = """
        select id, st_distance(location, here) from venues, cast(st_setsrid(st_makepoint($2, $1), 4326) as geography) here
        where active and ($3::double precision is null or st_dwithin(location, here, $3))
        order by location <-> here, position
        """;

    /// <param name="near">Where from: the closest come first.</param>
    /// <param name="metres">How far at the most; only with <paramref name="near"/>.</param>
    /// <param name="words">Part of a name, a city, an address or a postcode, however its letters are written.</param>
    public async Task<IReadOnlyList<NearVenue>> FindAsync(Whereabouts? near, double? metres, string? words, CancellationToken stop)
    {
        var all = (await venues.AllAsync(stop)).Where(venue => Speaks(venue, words)).ToList();
        if (near is not { } here) return [.. all.Select(venue => new NearVenue(venue, null))];

        var known = all.ToDictionary(venue => venue.Id);
        return await trip.RunAsync(batch => batch.BatchCommands.Add(Command(here, metres)), async rows =>
        {
            var found = new List<NearVenue>();
            while (await rows.ReadAsync(stop))
                if (known.TryGetValue(rows.GetGuid(0), out var venue)) found.Add(new NearVenue(venue, (int)Math.Round(rows.GetDouble(1))));
            return (IReadOnlyList<NearVenue>)found;
        }, stop);
    }

    private static NpgsqlBatchCommand Command(Whereabouts here, double? metres)
    {
        var command = new NpgsqlBatchCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = here.Latitude });
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = here.Longitude });
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Double, Value = (object?)metres ?? DBNull.Value });
        return command;
    }

    private static bool Speaks(VenueCard venue, string? words) => string.IsNullOrWhiteSpace(words) || ((string?[])[venue.Name, venue.Place.City, venue.Place.Address, venue.Place.Postcode])
        .Any(text => text is not null && CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, words.Trim(), CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0);
}
