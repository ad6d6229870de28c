using PadelSaaS.Platform.Jobs;

namespace PadelSaaS.Privacy.Jobs;

/// <summary>Takes an archive away whose time is over.</summary>
internal sealed class DeleteExport(Exporting exporting) : ITimerJob
{
    public const string Name = "delete-data-export";

    public Task RingAsync(string key, CancellationToken stop) => exporting.DeleteAsync(Guid.Parse(key), stop);
}
