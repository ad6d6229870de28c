using PadelSaaS.Platform.Storage;

namespace PadelSaaS.Venues.Photos;

/// <summary>The files of photos, by the photo's id and their width.</summary>
internal sealed class PhotoFiles(ClubFiles files)
{
    public async Task PutAsync(Guid photo, MadePhoto made, CancellationToken stop)
    {
        foreach (var (width, content) in made.Sizes) await files.PutAsync(NameOf(photo, width), "image/webp", content, stop);
    }

    public Task<StoredFile?> OpenAsync(Guid photo, int width, CancellationToken stop) => files.OpenAsync(NameOf(photo, width), stop);

    public Task DeleteAsync(Guid photo, CancellationToken stop) => files.DeleteAllAsync($"photos/{photo}/", stop);

    private static string NameOf(Guid photo, int width) => $"photos/{photo}/{width}.webp";
}
