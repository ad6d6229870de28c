namespace PadelSaaS.Tests.House;

/// <summary>A clock that stands until a test moves it. Waiting still takes real time.</summary>
public sealed class FakeClock : TimeProvider
{
    private long ticks = Start.UtcTicks;

    /// <summary>Tuesday 24 November 2026, 10:00 in Madrid, 14:00 in Karachi.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public DateTimeOffset Now
    {
        get => GetUtcNow();
        set => Interlocked.Exchange(ref ticks, value.UtcTicks);
    }

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
