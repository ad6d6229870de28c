using System.Threading.RateLimiting;

namespace PadelSaaS.Platform.Http;

/// <summary>One count: a bucket of this process, emptied to what is left for all.</summary>
/// <param name="tell">Called when enough was spent to be worth telling.</param>
internal sealed class SharedCounter(LimitRule rule, string key, ReplenishingRateLimiter bucket, Action<SharedCounter> tell, TimeProvider clock) : ReplenishingRateLimiter
{
    // A hundredth of the burst may stay untold, so that somebody who asks now and then costs Redis nothing.
    private readonly int worthTelling = Math.Max(1, rule.Burst / 100);
    private int untold;
    private int isTold;
    private long refusesUntil;

    public LimitRule Rule => rule;

    public string Key => key;

    public override TimeSpan? IdleDuration => Pause() > TimeSpan.Zero ? null : bucket.IdleDuration;

    public override bool IsAutoReplenishing => bucket.IsAutoReplenishing;

    public override TimeSpan ReplenishmentPeriod => bucket.ReplenishmentPeriod;

    public override RateLimiterStatistics? GetStatistics() => Pause() > TimeSpan.Zero ? new RateLimiterStatistics() : bucket.GetStatistics();

    public override bool TryReplenish() => bucket.TryReplenish();

    /// <summary>What was spent since it was last told.</summary>
    public int TakeUntold()
    {
        Volatile.Write(ref isTold, 0);
        return Interlocked.Exchange(ref untold, 0);
    }

    /// <summary>What could not be told is told next time.</summary>
    public void Keep(int amount)
    {
        Interlocked.Add(ref untold, amount);
        if (Interlocked.Exchange(ref isTold, 1) == 0) tell(this);
    }

    /// <summary>What is left for all processes; below one, nobody is let in until it is there again.</summary>
    public void Hear(int left)
    {
        if (left < 1) Volatile.Write(ref refusesUntil, clock.GetTimestamp() + (long)((1.0 - left) * 60 / rule.PerMinute * clock.TimestampFrequency));
        try
        {
            var here = (int)(bucket.GetStatistics()?.CurrentAvailablePermits ?? 0);
            if (here > Math.Max(left, 0)) bucket.AttemptAcquire(here - Math.Max(left, 0)).Dispose();
        }
        catch (ObjectDisposedException)
        {
            // Nobody asked for a while, so it was dropped; the next one begins by what is left for all.
        }
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        if (permitCount > 0 && Pause() is { Ticks: > 0 } pause) return new Refused(pause);
        var lease = bucket.AttemptAcquire(permitCount);
        if (lease.IsAcquired && permitCount > 0 && Interlocked.Add(ref untold, permitCount) >= worthTelling && Interlocked.Exchange(ref isTold, 1) == 0) tell(this);
        return lease;
    }

    // Nobody queues: what is not there now is refused.
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(AttemptAcquireCore(permitCount));

    protected override void Dispose(bool disposing)
    {
        if (disposing) bucket.Dispose();
        base.Dispose(disposing);
    }

    private TimeSpan Pause() => Volatile.Read(ref refusesUntil) is 0 ? TimeSpan.Zero : clock.GetElapsedTime(clock.GetTimestamp(), Volatile.Read(ref refusesUntil));

    private sealed class Refused(TimeSpan wait) : RateLimitLease
    {
        public override bool IsAcquired => false;

        public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? wait : null;
            return metadata is not null;
        }
    }
}
