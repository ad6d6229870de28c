using System.Text.Json;
using PadelSaaS.Platform;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Discovery;

/// <summary>Venues that are only in the index, as a club that has them would tell them.</summary>
internal static class SomeVenues
{
    public static async Task SeedAsync(PlatformFixture platform)
    {
        var role = (await platform.TenantAsync("madrid")).Schema;
        object[] rows =
        [
            Row("Pádel Sevilla Este", "Sevilla", 37.40, -5.92, "Grupo Giralda"),
            Row("Club Málaga Mar", "Málaga", 36.721, -4.421, "Grupo Costa", "Paseo del Parque 2 29004", ["indoor", "outdoor"], ["parking", "cafe"]),
            Row("Puerto Indoor", "Málaga", 36.60, -4.50, "Grupo Costa", "Muelle Uno", ["indoor"], ["parking"]),
            Row("Raquetas Guadalhorce", "Cártama", 36.71, -4.63, "Grupo Valle", "Camino Real 3", ["outdoor"], []),
            Row("لاہور پیڈل کلب", "لاہور", 31.5, 74.3, "پیڈل گروپ"),
            Row("Padel Valencia Norte", "Valencia", 39.47, -0.37, "Grupo Turia"),
        ];
        for (var at = 0; at < rows.Length; at++)
            await Cluster.ScalarAsync<bool>(platform.Database, $"set role {role}; select platform.keep_found_venue('00000000-0000-7000-8000-00000000000{at}', 1, '{JsonSerializer.Serialize(rows[at], JsonSerializerOptions.Web)}')");
    }

    public static object Row(string name, string city, double latitude, double longitude, string club, string address = "Calle Real 1", string[]? roofs = null, string[]? amenities = null) => new
    {
        Key = "v",
        Name = name,
        Address = address,
        City = city,
        Country = "ES",
        Longitude = longitude,
        Latitude = latitude,
        Zone = "Europe/Madrid",
        Currency = "EUR",
        PriceFromMinor = 2000,
        Courts = 4,
        Roofs = roofs ?? ["outdoor"],
        Surfaces = new[] { "turf" },
        Amenities = amenities ?? [],
        Durations = new[] { 60, 90 },
        Searched = FoldedText.Of($"{name} {city} {address}"),
        Club = FoldedText.Of(club),
    };
}
