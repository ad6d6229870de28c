using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Tenants;

namespace PadelSaaS.Tenants.Plans;

/// <summary>
/// What plans cost in a month: of each, its price by the days the club had it, a day belonging to the plan that holds at its end. Rounded half up; days of a trial cost nothing.
/// </summary>
internal static class PlanFees
{
    /// <param name="zone">Where the club's days begin and end.</param>
    /// <param name="now">What holds now holds until here.</param>
    public static IEnumerable<PlanFee> Of(IReadOnlyList<PlanPeriod> periods, DateOnly month, TimeZoneInfo zone, DateTimeOffset now, Func<string, string> nameOf)
    {
        var days = DateTime.DaysInMonth(month.Year, month.Month);
        return periods
            .Select(period => (Period: period, Days: DaysIn(Date(period.BeginsAt), Date(period.EndsAt ?? now), month, days)))
            .Where(of => of is { Days: > 0, Period.Price.AmountMinor: > 0 })
            .GroupBy(of => (of.Period.Plan, of.Period.Price))
            .Select(same => new PlanFee(month, same.Key.Plan, nameOf(same.Key.Plan), same.Sum(of => of.Days), days, Share(same.Key.Price, same.Sum(of => of.Days), days)));

        DateOnly Date(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
    }

    private static int DaysIn(DateOnly first, DateOnly before, DateOnly month, int days)
    {
        var (from, until) = (Math.Max(first.DayNumber, month.DayNumber), Math.Min(before.DayNumber, month.DayNumber + days));
        return Math.Max(0, until - from);
    }

    private static Money Share(Money price, int days, int ofDays) => price with { AmountMinor = (2 * price.AmountMinor * days + ofDays) / (2 * ofDays) };
}
