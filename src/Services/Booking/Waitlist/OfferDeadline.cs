namespace PadelSaaS.Booking.Waitlist;

/// <summary>
/// How long an offer stands: a quarter of the time that is left, so that several in line can be asked before the start; at most half an hour,
/// at least five minutes, never past the start. Two hours before: 30 minutes. One hour: 15. Twenty minutes and less: 5. Under five: none.
/// </summary>
internal static class OfferDeadline
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    /// <summary>Until when an offer made now stands; <see langword="null"/> when it is too late for one.</summary>
    public static DateTimeOffset? Of(DateTimeOffset now, DateTimeOffset start) => Of(now, start, Longest);

    /// <inheritdoc cref="Of(DateTimeOffset, DateTimeOffset)"/>
    /// <param name="longest">How long it may stand, however much is left.</param>
    public static DateTimeOffset? Of(DateTimeOffset now, DateTimeOffset start, TimeSpan longest)
    {
        var left = start - now;
        if (left < Shortest) return null;
        var quarter = left / 4;
        return now + (quarter > longest ? longest : quarter < Shortest ? Shortest : quarter);
    }
}
