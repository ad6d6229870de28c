using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Ui.Text;
using PadelSaaS.Venues.Managing;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues;

/// <summary>Booking rules as sentences, for players and as a preview for owners.</summary>
internal sealed class PolicyText(IStringLocalizer<VenuesWords> t)
{
    private const int Everything = 10_000;

    /// <summary>What each cancellation rule means for a booking of next Tuesday evening.</summary>
    public IReadOnlyList<string> Cancelling(IEnumerable<CancellationTier> tiers, string zone, DateTimeOffset now)
    {
        var today = TimeText.LocalDate(now, zone);
        var tuesday = today.AddDays(((int)DayOfWeek.Tuesday - (int)today.DayOfWeek + 6) % 7 + 1).ToDateTime(new TimeOnly(18, 0));
        var start = new DateTimeOffset(tuesday, TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(tuesday));
        return [.. tiers.OrderByDescending(tier => tier.MinHours).Select(tier => tier.MinHours == 0
            ? t["Somebody who booked for {0} and cancels later than that gets {1} % back.", TimeText.DayAndTime(start, zone), VenueText.Percent(tier.RefundBasisPoints)].Value
            : t["Somebody who booked for {0} and cancels by {1} gets {2} % back.", TimeText.DayAndTime(start, zone), TimeText.DayAndTime(start.AddHours(-tier.MinHours), zone), VenueText.Percent(tier.RefundBasisPoints)].Value)];
    }

    public IReadOnlyList<string> Grace(BookingPolicy policy) => policy.GraceMinutes == 0 ? []
        : policy.GraceLeastHours == 0 ? [t["Everything comes back for {0} after booking.", TimeText.Duration(policy.GraceMinutes)].Value]
        : [t["Everything comes back for {0} after booking, while the start is at least {1} h away.", TimeText.Duration(policy.GraceMinutes), policy.GraceLeastHours].Value];

    public IReadOnlyList<string> Resale(BookingPolicy policy) => policy.ResaleBack ? [t["If others play at the time of a cancelled booking, what was kept of it goes back, too."].Value] : [];

    public IReadOnlyList<string> Limits(BookingPolicy policy) =>
    [
        .. policy.Limits.ActiveAhead is { } ahead ? (string[])[t["A player has at most {0} bookings ahead.", ahead].Value] : [],
        .. policy.Limits.PerDay is { } day ? (string[])[t["A player has at most {0} bookings on one day.", day].Value] : [],
        .. policy.Limits.PerWeek is { } week ? (string[])[t["A player has at most {0} bookings from Monday to Sunday.", week].Value] : [],
        .. policy.Limits.Peaks.Select(peak => t["{0}, {1}–{2}: at most {3} a week for each player.", Days(peak.Weekdays), ClockTime.Format(peak.FromMinute), ClockTime.Format(peak.ToMinute), peak.PerWeek].Value),
    ];

    public IReadOnlyList<string> Draws(BookingPolicy policy) => policy.Draw is not { } draw ? [] :
    [
        .. draw.Windows.Select(window => draw.DaysBefore == 0
            ? t["{0}, {1}–{2}: given by draw, at {3} on the day.", Days(window.Weekdays), ClockTime.Format(window.FromMinute), ClockTime.Format(window.ToMinute), ClockTime.Format(draw.AtMinute)].Value
            : t["{0}, {1}–{2}: given by draw, {4} days before at {3}.", Days(window.Weekdays), ClockTime.Format(window.FromMinute), ClockTime.Format(window.ToMinute), ClockTime.Format(draw.AtMinute), draw.DaysBefore].Value),
        t["Players can enter for {0} days before. Who is drawn has {1} to confirm; then it goes on to the next one.", draw.OpenDays, draw.ConfirmMinutes >= 120 && draw.ConfirmMinutes % 60 == 0 ? t["{0} hours", draw.ConfirmMinutes / 60].Value : TimeText.Duration(draw.ConfirmMinutes)].Value,
    ];

    public IReadOnlyList<string> Groups(BookingPolicy policy) => [.. policy.Groups.Select(group => t["{0}: {1}.", group.Group, string.Join(", ", Parts(group))].Value)];

    public IReadOnlyList<string> Guests(BookingPolicy policy) =>
    [
        .. (policy.LeastPeople, policy.MostPeople) switch
        {
            ( > 1, { } most) => (string[])[t["From {0} to {1} people play on a court.", policy.LeastPeople, most].Value],
            ( > 1, null) => [t["At least {0} people play on a court.", policy.LeastPeople].Value],
            (_, { } most) => [t["At most {0} people play on a court.", most].Value],
            _ => [],
        },
        .. policy.SameGuestPerMonth is { } times ? (string[])[t["The same guest comes along at most {0} times a month.", times].Value] : [],
    ];

    public IReadOnlyList<string> Missing(BookingPolicy policy) =>
    [
        policy.NoShowKeptBasisPoints == Everything ? t["Who does not come owes the whole price."].Value : t["Who does not come owes {0} % of the price.", VenueText.Percent(policy.NoShowKeptBasisPoints)].Value,
        .. policy.NoShows switch
        {
            { Then: NoShowRule.Prepaid } rule => (string[])[t["Who misses {0} bookings within {1} days has to pay online.", rule.Count, rule.Days].Value],
            { } rule => [t["Who misses {0} bookings within {1} days can only book at the desk.", rule.Count, rule.Days].Value],
            _ => [],
        },
    ];

    private IEnumerable<string> Parts(GroupRules group)
    {
        if (group.HorizonDays is { } days) yield return t["open {0} days ahead", days].Value;
        if (group.ActiveAhead is { } ahead) yield return t["{0} bookings ahead", ahead].Value;
        if (group.PerDay is { } day) yield return t["{0} a day", day].Value;
        if (group.PerWeek is { } week) yield return t["{0} a week", week].Value;
        if (group.PeakPerWeek is { } peak) yield return t["{0} a week at peak", peak].Value;
    }

    private static string Days(IReadOnlyList<int> weekdays) => weekdays.Count == 7 ? $"{new DayName(1)}–{new DayName(7)}"
        : weekdays.Count > 2 && weekdays[^1] - weekdays[0] == weekdays.Count - 1 ? $"{new DayName(weekdays[0])}–{new DayName(weekdays[^1])}"
        : string.Join(", ", weekdays.Select(day => new DayName(day).ToString()));
}
