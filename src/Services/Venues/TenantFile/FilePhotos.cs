using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Venues.Photos;
using PadelSaaS.Venues.UseCases.Manage;

namespace PadelSaaS.Venues.TenantFile;

/// <summary>A photo of a file as it will stand at a venue.</summary>
/// <param name="Made">The photo made anew; <see langword="null"/> where the venue has it already.</param>
internal sealed record WantedPhoto(PhotoEntry Entry, string Checksum, Guid Id, MadePhoto? Made);

/// <summary>
/// Photos that come with a tenant's file. They take the way of those somebody uploads: told by their bytes, made anew, kept in the file store. What
/// came is kept with the file's other pictures, so that it is exported as it came. Uploaded photos are left alone and stand behind them.
/// </summary>
internal sealed partial class FilePhotos(ITenantPictures pictures, PhotoFiles files, UnitOfWork work, TimeProvider clock)
{
    private const int LongestAlt = 200;

    /// <summary>What the file must say for its photos to make sense.</summary>
    public static void Check(IReadOnlyList<VenueEntry> entries, string language)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var photos = entries[i].Photos ?? [];
            if (photos.Count > AddPhoto.MostPhotos) throw new TenantFileException($"venues[{i}].photos: at most {AddPhoto.MostPhotos}.");
            for (var j = 0; j < photos.Count; j++)
            {
                var at = $"venues[{i}].photos[{j}]";
                if (!Name().IsMatch(photos[j].File)) throw new TenantFileException($"{at}.file: '{photos[j].File}' is no name such as photos/court-1.jpg.");
                if (photos.Count(other => other.File == photos[j].File) > 1) throw new TenantFileException($"{at}.file: '{photos[j].File}' is there more than once.");
                if (!photos[j].Alt.TryGetValue(language, out var said) || string.IsNullOrWhiteSpace(said)) throw new TenantFileException($"{at}.alt: say in '{language}' what can be seen.");
                if (photos[j].Alt.Values.Any(text => text.Length > LongestAlt)) throw new TenantFileException($"{at}.alt: at most {LongestAlt} characters.");
            }
        }
    }

    /// <summary>Reads and makes what the venue does not have yet, outside a unit of work. Nothing of the venue changes.</summary>
    public async Task<IReadOnlyList<WantedPhoto>> PrepareAsync(VenueEntry entry, Func<string, PhotoRow?> known, string at, CancellationToken stop)
    {
        var wanted = new List<WantedPhoto>();
        foreach (var photo in entry.Photos ?? [])
        {
            var sent = await pictures.ReadAsync(photo.File, stop) ?? throw new TenantFileException($"{at}.photos: there is no {photo.File} beside the file.");
            var checksum = Convert.ToHexStringLower(SHA256.HashData(sent));
            if (wanted.Exists(other => other.Checksum == checksum)) throw new TenantFileException($"{at}.photos: {photo.File} is the same picture as another one.");
            if (known(checksum) is { } row)
            {
                wanted.Add(new WantedPhoto(photo, checksum, row.Id, null));
                continue;
            }
            var made = await PhotoMaker.MakeAsync(sent, stop);
            if (made.Of is null) throw new TenantFileException($"{at}.photos: {photo.File}: {string.Format(System.Globalization.CultureInfo.InvariantCulture, made.Fault, made.Values)}");
            wanted.Add(new WantedPhoto(photo, checksum, await WriteAsync(made.Of, stop), made.Of));
        }
        return wanted;
    }

    /// <summary>Gives the venue the photos of its entry, in the open unit of work.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Take(Venue venue, IReadOnlyList<WantedPhoto> wanted)
    {
        var now = clock.GetUtcNow();
        var changed = false;
        foreach (var gone in venue.Photos.Where(row => row.File is not null && wanted.All(wish => wish.Id != row.Id)).ToList())
        {
            venue.Photos.Remove(gone);
            work.RingAt(now, TidyPhoto.Job, $"{gone.Id}");
            changed = true;
        }
        var others = venue.Photos.Where(row => wanted.All(wish => wish.Id != row.Id)).OrderBy(row => row.Position).ToList();
        if (wanted.Count + others.Count > AddPhoto.MostPhotos) throw new TenantFileException($"venues: {venue.Key} would have more than {AddPhoto.MostPhotos} photos, with {others.Count} that were uploaded.");
        foreach (var wish in wanted)
        {
            var row = venue.Photos.Find(row => row.Id == wish.Id);
            if (row is null)
            {
                venue.Photos.Add(row = new PhotoRow { Id = wish.Id, Checksum = wish.Checksum, Width = wish.Made!.Sizes[^1].Width, Height = wish.Made.Height, Widths = [.. wish.Made.Sizes.Select(size => size.Width)], CreatedAt = now, Position = -1 });
                changed = true;
            }
            if (row.File == wish.Entry.File && Same(row.Alt, wish.Entry.Alt)) continue;
            (row.File, row.Alt, changed) = (wish.Entry.File, JsonSerializer.Serialize(wish.Entry.Alt), true);
        }
        List<PhotoRow> order = [.. wanted.Select(wish => venue.Photos.First(row => row.Id == wish.Id)), .. others];
        for (var position = 0; position < order.Count; position++)
        {
            changed |= order[position].Position != position;
            order[position].Position = position;
        }
        return changed;
    }

    /// <summary>The photos of a venue as its file would have to write them.</summary>
    public static IReadOnlyList<PhotoEntry>? Entries(Venue venue) => venue.Photos.Exists(row => row.File is not null)
        ? [.. venue.Photos.Where(row => row.File is not null).OrderBy(row => row.Position).Select(row => new PhotoEntry(row.File!, JsonSerializer.Deserialize<SortedDictionary<string, string>>(row.Alt)!))]
        : null;

    // Files do not take part in a transaction. The timer is there before them: when no row follows, it takes them away.
    private async Task<Guid> WriteAsync(MadePhoto made, CancellationToken stop)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await work.BeginAsync(stop);
        work.RingAt(clock.GetUtcNow() + TidyPhoto.Patience, TidyPhoto.Job, $"{id}");
        await work.CommitAsync(stop);
        await files.PutAsync(id, made, stop);
        return id;
    }

    private static bool Same(string known, IReadOnlyDictionary<string, string> alt) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(known) is { } said && said.Count == alt.Count && alt.All(text => said.GetValueOrDefault(text.Key) == text.Value);

    [GeneratedRegex(@"^photos/[a-z0-9]+(-[a-z0-9]+)*\.(png|jpg|webp)$")]
    private static partial Regex Name();
}
