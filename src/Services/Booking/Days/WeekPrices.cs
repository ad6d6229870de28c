using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Days;

/// <summary>A usual week of a venue, priced minute by minute as a booking would be: what an owner looks at before saving prices.</summary>
internal sealed class WeekPrices(TimeProvider clock) : IPrices
{
    private const int WeeksToLookAt = 30;

    public ValueTask<IReadOnlyList<PricedStretch>> PreviewAsync(VenueCard venue, CancellationToken stop = default)
    {
        // A holiday or a season that lies in the week looked at would make it an unusual one, and so would prices for some customers, lengths or dates.
        venue = venue with { Exceptions = [], Seasons = [], PriceLists = [], Prices = [.. venue.Prices.Where(rule => rule.IsUsual)] };
        var monday = UsualMonday(venue);
        var stretches = new List<PricedStretch>();
        foreach (var court in venue.Courts)
        {
            var pricing = new Pricing(venue, court.Id);
            for (var day = 0; day < 7; day++) Add(stretches, venue, court.Id, monday.PlusDays(day), pricing);
        }
        return ValueTask.FromResult<IReadOnlyList<PricedStretch>>(stretches);
    }

    private static void Add(List<PricedStretch> stretches, VenueCard venue, Guid courtId, LocalDate date, Pricing pricing)
    {
        var midnight = Minutes.Floor(date.AtMidnight().InZoneLeniently(Zones.Of(venue.Zone)).ToDateTimeOffset());
        foreach (var period in BusinessDay.Of(venue, date).Periods)
        {
            var at = (int)(period.Start - midnight);
            foreach (var (rule, minutes) in pricing.Runs(Minutes.At(period.Start), (int)(period.End - period.Start)))
            {
                var price = rule is null ? (Money?)null : new Money(rule.PerHourMinor, venue.Currency);
                var last = stretches.Count > 0 ? stretches[^1] : null;
                if (last is not null && at % 1440 != 0 && last.CourtId == courtId && last.Weekday == (int)date.DayOfWeek && last.ToMinute == at && last.PerHour == price && last.Rule == rule?.Name)
                    stretches[^1] = last with { ToMinute = at + minutes };
                else
                    stretches.Add(new PricedStretch(courtId, (int)date.DayOfWeek, at, at + minutes, price, rule?.Name));
                at += minutes;
            }
        }
    }

    // A week in which no clock changes, so that every day has the hours it has on paper.
    private LocalDate UsualMonday(VenueCard venue)
    {
        var zone = Zones.Of(venue.Zone);
        var first = Instant.FromDateTimeOffset(clock.GetUtcNow()).InZone(zone).Date.Next(IsoDayOfWeek.Monday);
        for (var week = 0; week < WeeksToLookAt; week++)
        {
            var monday = first.PlusWeeks(week);
            var interval = zone.GetZoneInterval(monday.AtStartOfDayInZone(zone).ToInstant());
            if (!interval.HasEnd || interval.End > monday.PlusDays(9).AtStartOfDayInZone(zone).ToInstant()) return monday;
        }
        return first;
    }
}
