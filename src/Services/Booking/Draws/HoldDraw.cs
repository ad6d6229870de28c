using PadelSaaS.Platform.Jobs;

namespace PadelSaaS.Booking.Draws;

/// <summary>Holds a draw when its time has come.</summary>
internal sealed class HoldDraw(Drawing drawing) : ITimerJob
{
    public const string Name = "hold-draw";

    public Task RingAsync(string key, CancellationToken stop) => drawing.HoldAsync(Guid.Parse(key), stop);
}
