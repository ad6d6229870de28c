using PadelSaaS.Platform.Http;

namespace PadelSaaS.Players;

/// <summary>Every rule of Players that says no. The slugs are a promise; the sentences are keys of <see cref="PlayersWords"/>.</summary>
internal static class Refusals
{
    public static readonly Refusal NoCustomer = Refusal.NotFound("This customer");

    public static readonly Refusal EmailTaken =
        Refusal.Conflict("email_taken", "Another guest has this address. If they are the same person, merge the two.") with { Field = "email" };
}
