namespace PadelSaaS.Payments.Shares;

/// <summary>When shares are due, and when it is decided for good.</summary>
/// <param name="Deadline">Until when everybody has to have paid.</param>
/// <param name="Last">Until when others may take a place that was not paid; the deadline itself where nobody else is looked for.</param>
public sealed record SplitTimes(DateTimeOffset Deadline, DateTimeOffset Last)
{
    /// <summary>A game that begins sooner is not split: there is no time left to ask anybody.</summary>
    public static readonly TimeSpan Soonest = TimeSpan.FromHours(1);

    /// <summary>Banks hold money for seven days. A day of that is left for a provider that is down at the deadline.</summary>
    public static readonly TimeSpan HoldLasts = TimeSpan.FromDays(6);

    private static readonly TimeSpan LongestSearch = TimeSpan.FromHours(12);

    /// <summary>
    /// The club's hours before play; for a game that is nearer than that and as much again, half-way from now to its start. Never after
    /// the start: also the search for others ends half-way between deadline and start.
    /// </summary>
    public static SplitTimes Of(DateTimeOffset start, DateTimeOffset now, int hours, string fallback)
    {
        var usual = start - TimeSpan.FromHours(hours);
        var halfWay = now + ((start - now) / 2);
        var deadline = usual > now + TimeSpan.FromHours(1) ? usual : halfWay;
        var search = (start - deadline) / 2;
        return new SplitTimes(deadline, Fallback.Looks(fallback) ? deadline + (search < LongestSearch ? search : LongestSearch) : deadline);
    }

    /// <summary>Whether a hold made now would last until it is decided.</summary>
    public bool CanBeHeld(DateTimeOffset now) => Last <= now + HoldLasts;
}
