using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Privacy;

/// <summary>Every rule of Privacy that says no. The slugs are a promise; the sentences are keys of <see cref="PrivacyWords"/>.</summary>
internal static class Refusals
{
    public static readonly Refusal NoCustomer = Refusal.NotFound("This customer");

    public static readonly Refusal NoErasure = Refusal.NotFound("This receipt");

    /// <summary>Something has to be over first: what, and where it is ended.</summary>
    public static Refusal InTheWay(IReadOnlyList<Obstacle> obstacles) => Refusal.Conflict("still_in_use", "Something has to be ended first.") with
    {
        More = new Dictionary<string, object?> { ["obstacles"] = obstacles },
    };
}
