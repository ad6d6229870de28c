using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Taking;

/// <summary>What the venue's rules say about a wish before anybody looks at other bookings.</summary>
internal static class WishRules
{
    public static Refusal? Refused(VenueCard venue, Wish wish, bool walkIn, DateTimeOffset now)
    {
        var day = BusinessDay.Holding(venue, wish.Start).FirstOrDefault();
        if (day is null) return Refusals.NotOffered;
        // The desk sells the running quarter of an hour; a player has to come before the start.
        if (walkIn) return !day.Covers(wish.Start, wish.DurationMinutes) ? Refusals.NotOffered : wish.Start.AddMinutes(wish.DurationMinutes) > now ? null : Refusals.AlreadyStarted;
        if (DrawTimes.Waiting(venue, wish.Start, wish.DurationMinutes, now) is { } drawn) return DrawRefusals.Waits(drawn);
        if (day.Date > Horizon.Last(venue, now)) return Refusals.TooFarAhead;
        if (wish.People > (venue.Rules.Policy.MostPeople ?? int.MaxValue)) return Refusals.GroupTooLarge;
        if (wish.GroupSize < venue.Rules.Policy.LeastPeople) return Refusals.GroupTooSmall;
        // With an empty day this asks only for hours, grid, notice and duration: what the neighbours have to say, the database says.
        var couldBe = FreeStarts.On(day, [], venue.Rules with { StrictGaps = false }, now).Allows(wish.Start, wish.DurationMinutes);
        return couldBe || venue.Rules.AdjacentStarts ? null : Refusals.NotOffered;
    }
}
