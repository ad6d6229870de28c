using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Limits;

/// <summary>A venue as one customer meets it.</summary>
internal static class ForCustomer
{
    /// <summary>The same venue, open further ahead where the club has agreed that with the customer; never less far than for everybody.</summary>
    public static VenueCard For(this VenueCard venue, CustomerStanding standing)
    {
        var days = Math.Max(venue.Rules.HorizonDays, standing.HorizonDays ?? 0);
        foreach (var group in venue.Rules.Policy.Groups)
            if (standing.Groups.Contains(group.Group)) days = Math.Max(days, group.HorizonDays ?? 0);
        return days == venue.Rules.HorizonDays ? venue : venue with { Rules = venue.Rules with { HorizonDays = days } };
    }
}
