using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Pages;

/// <summary>What a venue says to everybody about how much one may have and what a missed booking means, for whoever is about to book.</summary>
internal static class LimitSentences
{
    public static IReadOnlyList<string> Of(BookingPolicy policy, IStringLocalizer<BookingWords> t)
    {
        var said = new List<string>();
        if (policy.Limits.ActiveAhead is { } ahead) said.Add(t["At most {0} bookings ahead at a time.", ahead]);
        if (policy.Limits.PerDay is { } day) said.Add(t["At most {0} a day.", day]);
        if (policy.Limits.PerWeek is { } week) said.Add(t["At most {0} a week, Monday to Sunday.", week]);
        foreach (var peak in policy.Limits.Peaks) said.Add(t["At most {0} a week between {1} and {2}.", peak.PerWeek, Clock(peak.FromMinute), Clock(peak.ToMinute)]);
        if (policy.Groups.Count > 0 && said.Count > 0) said.Add(t["Members and other groups may have more."]);
        if (policy.NoShowKeptBasisPoints is > 0 and < 10_000) said.Add(t["Of a booking nobody comes to, the club keeps {0} %.", (policy.NoShowKeptBasisPoints / 100m).ToString("0.##", System.Globalization.CultureInfo.CurrentCulture)]);
        if (policy.NoShows is { } rule)
            said.Add(rule.Then == NoShowRule.Desk
                ? t["Whoever misses {0} bookings within {1} days books at the desk only.", rule.Count, rule.Days]
                : t["Whoever misses {0} bookings within {1} days pays when booking.", rule.Count, rule.Days]);
        return said;
    }

    private static string Clock(int minute) => $"{minute / 60:00}:{minute % 60:00}";
}
