using PadelSaaS.Platform.Jobs;

namespace PadelSaaS.Privacy.Jobs;

/// <summary>Erases who is to be erased, step after step.</summary>
internal sealed class ErasePerson(Erasing erasing) : ITimerJob
{
    public const string Name = "erase-person";

    public Task RingAsync(string key, CancellationToken stop) => erasing.StepAsync(Guid.Parse(key), stop);
}
