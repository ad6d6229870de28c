using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Taking;

/// <summary>
/// Rules that bind players and not the desk. Setting one aside is an act with a name and a reason, kept in the history of the booking
/// (hard case 12); the notice a club asks of players binds nobody who stands there or calls.
/// </summary>
internal static class DeskRules
{
    /// <summary>What a booking by the desk breaks, as far as it can be said without the customer's other bookings.</summary>
    public static IReadOnlyList<Refusal> Broken(VenueCard venue, Wish wish, DateTimeOffset now)
    {
        var broken = new List<Refusal>();
        if (wish.Customer?.BlockedReason is not null) broken.Add(Refusals.CustomerBlocked);
        if (BusinessDay.Holding(venue, wish.Start).FirstOrDefault() is { } day && day.Date > Horizon.Last(venue, now)) broken.Add(Refusals.TooFarAhead);
        if (DrawTimes.Waiting(venue, wish.Start, wish.DurationMinutes, now) is { } drawn) broken.Add(DrawRefusals.Waits(drawn));
        return broken;
    }

    /// <summary>The rules by name; with a reason the same is done all the same.</summary>
    public static Refusal ReasonNeeded(IReadOnlyList<Refusal> broken)
    {
        var refusal = Refusals.Together(broken);
        return refusal with { More = new Dictionary<string, object?>(refusal.More) { ["overrides"] = broken.Select(one => one.Slug).ToList() } };
    }

    /// <summary>The rules a reason would set aside; none where no reason helps.</summary>
    public static IReadOnlyList<string> Overridable(Refusal refusal) => refusal.More.GetValueOrDefault("overrides") as IReadOnlyList<string> ?? [];

    /// <summary>A rule as the desk reads it: a key of the translations.</summary>
    public static string Word(string slug) => slug switch
    {
        "change_too_late" => "the deadline for changes",
        "by_draw" => "times that are given by draw",
        "too_far_ahead" => "how far ahead one may book",
        "customer_blocked" => "the club has blocked this customer",
        "too_many_ahead" => "how many bookings one player may have ahead",
        "too_many_that_day" => "how many bookings one player may have on a day",
        "too_many_that_week" => "how many bookings one player may have in a week",
        "too_many_at_peak" => "how many bookings one player may have at peak times",
        "missed_too_often" => "bookings that were missed",
        _ => "times and gaps that are offered",
    };
}
