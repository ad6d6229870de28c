using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Venues.Photos;

/// <summary>
/// Takes the files of a photo away that has no row. Set when a row is dropped, and before the files of a new one are written: a process that
/// dies between the two leaves files nobody would find otherwise.
/// </summary>
internal sealed class TidyPhoto(UnitOfWork work, PhotoFiles files) : ITimerJob
{
    public const string Job = "tidy-photo";

    /// <summary>By then whoever writes a new photo has written it, or never will.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var photo = Guid.Parse(key);
        await work.BeginAsync(stop);
        await using (var command = work.Command("select exists (select from venue_photos where id = $1)", photo))
            if ((bool)(await command.ExecuteScalarAsync(stop))!) return;
        await work.RollbackAsync();
        await files.DeleteAsync(photo, stop);
    }
}
