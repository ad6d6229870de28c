using System.Text.Json;
using PadelSaaS.Platform.Http;
using PadelSaaS.Venues.Photos;

namespace PadelSaaS.Venues.Managing;

/// <summary>All photos of a venue, in the order they are shown.</summary>
internal sealed record PhotosInput(IReadOnlyList<PhotosInput.Photo?>? Photos)
{
    private const int LongestAlt = 200;

    /// <summary>A photo that is there.</summary>
    /// <param name="Alt">What can be seen, by language code.</param>
    internal sealed record Photo(Guid? Id, IReadOnlyDictionary<string, string>? Alt);

    public static PhotosInput Read(Typed typed, Visit visit) => new([.. Enumerable.Range(0, typed.Rows("photos")).Select(row => $"photos[{row}]").Select(at => new Photo(
        Guid.TryParse(typed[$"{at}.id"], out var id) ? id : null, Words(typed, $"{at}.alt", visit)))]);

    public static PhotosInput Of(Venue venue) => new([.. venue.Photos.OrderBy(row => row.Position).Select(row => new Photo(row.Id, JsonSerializer.Deserialize<Dictionary<string, string>>(row.Alt)))]);

    public Typed Typed(long revision) => Managing.Typed.Of(
    [
        ("revision", revision), .. (Photos ?? []).OfType<Photo>().SelectMany((photo, row) => (IEnumerable<(string, object?)>)
            [($"photos[{row}].id", photo.Id), .. photo.Alt!.Select(text => ($"photos[{row}].alt.{text.Key}", (object?)text.Value))]),
    ]);

    /// <summary>What is typed about a photo in each of the club's languages.</summary>
    public static Dictionary<string, string> Words(Typed typed, string field, Visit visit) => visit.Languages.ToDictionary(language => language, language => typed[$"{field}.{language}"]);

    /// <summary>Orders and describes the venue's photos. Those that are not named are gone.</summary>
    /// <returns>The ones that are gone.</returns>
    public IReadOnlyList<Guid> Apply(Venue venue, Visit visit, Faults faults)
    {
        var wanted = Photos ?? [];
        faults.Must(wanted.Select(wish => wish?.Id).Distinct().Count() == wanted.Count, "photos", "A photo is named twice.");
        for (var row = 0; row < wanted.Count; row++)
        {
            var photo = venue.Photos.Find(photo => photo.Id == wanted[row]?.Id);
            if (!faults.Must(photo is not null, $"photos[{row}].id", "This photo does not exist.")) continue;
            Describe(photo!, wanted[row]!.Alt, $"photos[{row}].alt", visit, faults);
            photo!.Position = row;
        }
        var gone = venue.Photos.Where(photo => wanted.All(wish => wish?.Id != photo.Id)).Select(photo => photo.Id).ToList();
        venue.Photos.RemoveAll(photo => gone.Contains(photo.Id));
        return gone;
    }

    /// <summary>Says what can be seen: in the club's first language at least, for those who do not see it.</summary>
    public static void Describe(PhotoRow photo, IReadOnlyDictionary<string, string>? alt, string field, Visit visit, Faults faults)
    {
        photo.Alt = DetailsInput.Said(photo.Alt, alt, field, LongestAlt, visit, faults);
        faults.Must(JsonSerializer.Deserialize<Dictionary<string, string>>(photo.Alt)!.ContainsKey(visit.Languages[0]), $"{field}.{visit.Languages[0]}", "Say what can be seen, for those who do not see it.");
    }
}
