using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Identity;

/// <summary>Why a link does not work, for the API.</summary>
internal static class LinkRefusals
{
    private static readonly Refusal Used = Refusal.Conflict("link_used", "This link was used already, or a newer one was.") with { Field = "key" };
    private static readonly Refusal Expired = Refusal.Conflict("link_expired", "This link has expired. Ask for a new one.") with { Field = "key" };
    private static readonly Refusal Unknown = new("link_unknown", StatusCodes.Status404NotFound, "This link is not one of ours.") { Field = "key" };

    public static Refusal Of(LinkState state) => state switch { LinkState.Used or LinkState.Open => Used, LinkState.Expired => Expired, _ => Unknown };
}
