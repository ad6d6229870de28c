using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Limits;

/// <summary>A booking that counts towards its player's limits.</summary>
internal readonly record struct Counted(DateTimeOffset Start, DateTimeOffset End, string Status);

/// <summary>How many bookings somebody may have at a venue: what the venue says to everybody, or to a group they are in if that is more.</summary>
internal sealed record Allowance(PlayerLimits Limits, NoShowRule? NoShows)
{
    /// <summary>Nothing is limited: nobody has to look at other bookings.</summary>
    public bool IsFree => !Limits.Any && NoShows is not { Then: NoShowRule.Desk };

    public static Allowance Of(VenueCard venue, CustomerStanding standing)
    {
        var (limits, policy) = (venue.Rules.Policy.Limits, venue.Rules.Policy);
        if (policy.Groups.Count == 0 || standing.Groups.Count == 0) return new Allowance(limits, policy.NoShows);

        var groups = policy.Groups.Where(group => standing.Groups.Contains(group.Group)).ToList();
        var peak = Most(groups, group => group.PeakPerWeek);
        return new Allowance(
            new PlayerLimits(
                Most(groups, group => group.ActiveAhead) ?? limits.ActiveAhead, Most(groups, group => group.PerDay) ?? limits.PerDay, Most(groups, group => group.PerWeek) ?? limits.PerWeek,
                peak is { } more ? [.. limits.Peaks.Select(one => one with { PerWeek = more })] : limits.Peaks),
            policy.NoShows);
    }

    /// <summary>Every limit that one more booking would break, beside the others the player has.</summary>
    public IReadOnlyList<Refusal> Broken(VenueCard venue, IReadOnlyList<Counted> others, DateTimeOffset start, DateTimeOffset end, DateTimeOffset now)
    {
        var broken = new List<Refusal>();
        void Limit(bool holds, Refusal refusal, int? limit)
        {
            if (!holds) broken.Add(refusal with { More = new Dictionary<string, object?> { ["limit"] = limit } });
        }
        var date = DateOf(venue, start);
        var monday = Monday(date);
        Limit(!(Limits.ActiveAhead <= others.Count(other => other.End > now)), Refusals.TooManyAhead, Limits.ActiveAhead);
        Limit(!(Limits.PerDay <= others.Count(other => DateOf(venue, other.Start) == date)), Refusals.TooManyThatDay, Limits.PerDay);
        Limit(!(Limits.PerWeek <= others.Count(other => Monday(DateOf(venue, other.Start)) == monday)), Refusals.TooManyThatWeek, Limits.PerWeek);
        foreach (var peak in Limits.Peaks)
            if (Touches(venue, peak, start, end))
                Limit(others.Count(other => Monday(DateOf(venue, other.Start)) == monday && Touches(venue, peak, other.Start, other.End)) < peak.PerWeek, Refusals.TooManyAtPeak, peak.PerWeek);
        if (NoShows is { Then: NoShowRule.Desk }) Limit(!HasMissed(others, now), Refusals.MissedTooOften, NoShows.Count);
        return broken;
    }

    /// <summary>Whether somebody has missed so many bookings that the venue trusts them less.</summary>
    public bool HasMissed(IReadOnlyList<Counted> bookings, DateTimeOffset now) =>
        NoShows is { } rule && bookings.Count(one => one.Status == BookingStatus.NoShow && one.Start >= now.AddDays(-rule.Days)) >= rule.Count;

    /// <summary>From when on bookings have to be looked at.</summary>
    public DateTimeOffset Since(DateTimeOffset start, DateTimeOffset now)
    {
        var since = start.AddDays(-8) < now ? start.AddDays(-8) : now.AddDays(-1);
        return NoShows is { } rule && now.AddDays(-rule.Days) < since ? now.AddDays(-rule.Days) : since;
    }

    // Local minutes of the booking's first and last date, which covers a night.
    private static bool Touches(VenueCard venue, PeakLimit peak, DateTimeOffset start, DateTimeOffset end)
    {
        var zone = Zones.Of(venue.Zone);
        var (from, until) = (Instant.FromDateTimeOffset(start).InZone(zone).LocalDateTime, Instant.FromDateTimeOffset(end).InZone(zone).LocalDateTime);
        for (var date = from.Date; date <= until.Date; date = date.PlusDays(1))
        {
            if (!peak.Weekdays.Contains((int)date.DayOfWeek)) continue;
            var midnight = date.AtMidnight();
            if (from < midnight.PlusMinutes(peak.ToMinute) && until > midnight.PlusMinutes(peak.FromMinute)) return true;
        }
        return false;
    }

    private static LocalDate DateOf(VenueCard venue, DateTimeOffset start) =>
        BusinessDay.Holding(venue, start).FirstOrDefault()?.Date ?? Instant.FromDateTimeOffset(start).InZone(Zones.Of(venue.Zone)).Date;

    private static LocalDate Monday(LocalDate date) => date.PlusDays(1 - (int)date.DayOfWeek);

    private static int? Most(IEnumerable<GroupRules> groups, Func<GroupRules, int?> of) => groups.Select(of).Max();
}
