namespace PadelSaaS.Payments.Memberships;

/// <summary>What days and amounts follow from what was agreed. Pure.</summary>
internal static class MembershipTerms
{
    /// <summary>Days after a charge that failed at which it is tried again; after the last the membership lapses.</summary>
    public static readonly IReadOnlyList<int> RetryAfterDays = [1, 3, 7];

    /// <summary>Days benefits go on after the end of a paid period, so that nobody stands outside while a card is tried again.</summary>
    public const int GraceDays = 8;

    /// <summary>How long before a new price the members it is for have to be told.</summary>
    public const int NoticeDays = 30;

    /// <summary>The day a period ends that begins on a day: the anchor's day of the month, or the month's last.</summary>
    public static DateOnly End(DateOnly from, int months, int anchorDay)
    {
        var month = new DateOnly(from.Year, from.Month, 1).AddMonths(months);
        return new DateOnly(month.Year, month.Month, Math.Min(anchorDay, DateTime.DaysInMonth(month.Year, month.Month)));
    }

    /// <summary>The first period that begins on or after a day.</summary>
    /// <param name="renewal">The day the present period is over.</param>
    public static DateOnly FirstPeriodFrom(DateOnly renewal, int months, int anchorDay, DateOnly day)
    {
        var begins = renewal;
        while (begins < day) begins = End(begins, months, anchorDay);
        return begins;
    }

    /// <summary>What of a price belongs to the days from one on, rounded half up; with what belongs to the days before it is the price.</summary>
    public static long Remaining(long priceMinor, DateOnly from, DateOnly to, DateOnly day)
    {
        var (all, left) = (to.DayNumber - from.DayNumber, Math.Clamp(to.DayNumber - day.DayNumber, 0, to.DayNumber - from.DayNumber));
        return all <= 0 ? 0 : (priceMinor * left * 2 + all) / (all * 2L);
    }

    /// <summary>What is to be paid today to have the better plan for the rest of the period: never less than nothing.</summary>
    public static long UpgradeNow(long oldMinor, long newMinor, DateOnly from, DateOnly to, DateOnly today) =>
        Math.Max(0, Remaining(newMinor, from, to, today) - Remaining(oldMinor, from, to, today));

    /// <summary>The version a period that begins on a day is charged by: the newest that counts then, unless its members before keep what they had.</summary>
    /// <param name="held">The version the member has.</param>
    public static MembershipVersion VersionOn(IEnumerable<MembershipVersion> versions, MembershipVersion held, DateOnly day)
    {
        var kept = held;
        foreach (var version in versions.Where(one => one.FromDay <= day && one.Number > held.Number).OrderBy(one => one.Number))
            if (!version.Grandfather) kept = version;
        return kept;
    }
}
