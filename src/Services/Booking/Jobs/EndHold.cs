using PadelSaaS.Booking.Taking;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Jobs;

/// <summary>Ends a hold whose time is over, where nobody else wanted the court in the meantime. A hold that was made longer has a later timer.</summary>
internal sealed class EndHold(OneTrip trip, TimeProvider clock) : ITimerJob
{
    public const string Name = "end-hold";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var ended = await trip.RunAsync(batch => batch.BatchCommands.Add(EndedHolds.One(Guid.Parse(key), clock.GetUtcNow())), EndedHolds.ReadAsync, stop);
        foreach (var expired in ended) trip.Announce(expired);
    }
}
