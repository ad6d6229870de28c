using PadelSaaS.Platform.Http;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues;

/// <summary>Every no of this service that is not about one field. The slugs are a promise; the sentences are keys of the translations.</summary>
internal static class Refusals
{
    public static readonly Refusal NoVenue = Refusal.NotFound("This venue");

    /// <summary>Somebody else saved first; says which revision is the present one and who made it.</summary>
    public static Refusal ChangedMeanwhile(Found found) => Refusal.Conflict("changed_meanwhile", "Somebody changed this venue while you were editing it.") with
    {
        Field = "revision",
        More = new Dictionary<string, object?> { ["revision"] = found.Revision, ["changedBy"] = found.History.Count > 0 ? found.History[0].Actor : null, ["changedAt"] = found.Venue.UpdatedAt },
    };
}
