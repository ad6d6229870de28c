using PadelSaaS.Platform.Jobs;

namespace PadelSaaS.Privacy.Jobs;

/// <summary>Makes an archive that was asked for.</summary>
internal sealed class MakeExport(Exporting exporting) : ITimerJob
{
    public const string Name = "make-data-export";

    public Task RingAsync(string key, CancellationToken stop) => exporting.MakeAsync(Guid.Parse(key), stop);
}
