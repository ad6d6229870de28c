using PadelSaaS.Platform.Http;

namespace PadelSaaS.Players;

/// <summary>Every rule of Players that says no. The slugs are a promise; the sentences are keys of <see cref="PlayersWords"/>.</summary>
internal static class Refusals
{
    public static readonly Refusal NoCustomer = Refusal.NotFound("This customer");

    public static readonly Refusal EmailTaken =
        Refusal.Conflict("email_taken", "Another guest has this address. If they are the same person, merge the two.") with { Field = "email" };

    public static readonly Refusal SameCustomer = Refusal.Conflict("same_customer", "This is the same customer already.") with { Field = "with" };

    public static readonly Refusal KeepTheAccount = Refusal.Conflict("keep_the_account", "The one with the account has to be kept: open that one and merge the guest into it.") with { Field = "with" };

    public static readonly Refusal NoImport = Refusal.NotFound("This import");

    public static readonly Refusal NoTable = Refusal.Malformed("csv", "This is no table of customers: the first row has to name the columns, at least a name or an e-mail.");

    public static readonly Refusal TooManyRows = Refusal.Malformed("csv", "At most 50,000 customers at once.");
}
