namespace PadelSaaS.Booking.Calendar;

/// <summary>
/// Instants as whole minutes since 1970 UTC. Courts are sold by the minute, and numbers are compared faster than dates.
/// </summary>
internal static class Minutes
{
    public static long Floor(DateTimeOffset instant) => Math.DivRem(Ticks(instant), TimeSpan.TicksPerMinute) switch
    {
        var (minutes, rest) => rest < 0 ? minutes - 1 : minutes,
    };

    public static long Ceiling(DateTimeOffset instant) => Math.DivRem(Ticks(instant), TimeSpan.TicksPerMinute) switch
    {
        var (minutes, rest) => rest > 0 ? minutes + 1 : minutes,
    };

    public static DateTimeOffset At(long minute) => DateTimeOffset.UnixEpoch.AddTicks(minute * TimeSpan.TicksPerMinute);

    private static long Ticks(DateTimeOffset instant) => instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
}
