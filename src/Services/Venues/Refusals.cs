using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Http;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues;

/// <summary>Every no of this service that is not about one field. The slugs are a promise; the sentences are keys of the translations.</summary>
internal static class Refusals
{
    public static readonly Refusal NoVenue = Refusal.NotFound("This venue");

    /// <summary>Other hours would leave these bookings outside.</summary>
    public static Refusal BookingsInTheWay(IReadOnlyList<SoldTime> bookings) =>
        Refusal.Conflict("bookings_in_the_way", "There are bookings outside the new hours: decide what becomes of each.") with { More = new Dictionary<string, object?> { ["bookings"] = bookings } };

    /// <summary>Somebody else saved first; says which revision is the present one and who made it.</summary>
    public static Refusal ChangedMeanwhile(Found found) => Refusal.Conflict("changed_meanwhile", "Somebody changed this venue while you were editing it.") with
    {
        Field = "revision",
        More = new Dictionary<string, object?> { ["revision"] = found.Revision, ["changedBy"] = found.History.Count > 0 ? found.History[0].Actor : null, ["changedAt"] = found.Venue.UpdatedAt },
    };
}
