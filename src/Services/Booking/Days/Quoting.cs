using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Days;

/// <summary>
/// What a court costs somebody, as the pages show it and as it is taken. Where prices follow how full the day is, the day is the one memory
/// draws: a price that has risen since it was shown asks again.
/// </summary>
internal sealed class Quoting(ICustomers customers, DayReader days)
{
    public ValueTask<CustomerStanding> StandingAsync(Guid? account, CancellationToken stop) => customers.StandingAsync(account, stop);

    public async ValueTask<Pricing> ForAsync(VenueCard venue, Guid courtId, DateTimeOffset start, Guid? account, CancellationToken stop) =>
        await ForAsync(venue, courtId, start, await customers.StandingAsync(account, stop));

    public async ValueTask<Pricing> ForAsync(VenueCard venue, Guid courtId, DateTimeOffset start, CustomerStanding standing)
    {
        if (!venue.PriceLists.Any(list => list.Occupancy.Count > 0) || BusinessDay.Holding(venue, start).FirstOrDefault() is not { } day) return new Pricing(venue, courtId, standing);
        return (await days.ReadAsync(venue, day.Date)).PricingOf(courtId, standing);
    }
}

/// <summary>Customers whom everything costs the same.</summary>
internal static class Standings
{
    /// <summary>Part of a key of memory: the same for all who see the same prices.</summary>
    public static string Mark(this CustomerStanding standing) =>
        standing is { DiscountBasisPoints: 0, Groups.Count: 0 } ? "" : $":{standing.DiscountBasisPoints}:{string.Join(',', standing.Groups)}";
}
