using PadelSaaS.Platform.Http;
using PadelSaaS.Players.Groups;
using PadelSaaS.Players.Merging;
using PadelSaaS.Players.Profile;

namespace PadelSaaS.Players;

/// <summary>Every rule of Players that says no. The slugs are a promise; the sentences are keys of <see cref="PlayersWords"/>.</summary>
internal static class Refusals
{
    public static readonly Refusal NoCustomer = Refusal.NotFound("This customer");

    public static readonly Refusal EmailTaken =
        Refusal.Conflict("email_taken", "Another guest has this address. If they are the same person, merge the two.") with { Field = "email" };

    public static readonly Refusal GroupGone = Refusal.Malformed("groups", "The club has no such group.");

    /// <summary>Somebody else saved first: which revision there is now, and who made it when.</summary>
    public static Refusal CustomerChanged(Customer customer, HistoryRow? last) => Refusal.Conflict("changed_meanwhile", "Somebody changed this customer while you were typing.") with
    {
        Field = "revision",
        More = new Dictionary<string, object?> { ["revision"] = customer.Revision, ["changedBy"] = last?.Actor, ["changedAt"] = customer.UpdatedAt },
    };

    /// <summary>The club knows somebody with this address or number.</summary>
    public static Refusal CustomerKnown(IReadOnlyList<Lookalike> customers) =>
        Refusal.Conflict("customer_known", "The club knows somebody with this address or number.") with { Field = customers[0].Why, More = new Dictionary<string, object?> { ["customers"] = customers } };

    public static readonly Refusal SameCustomer = Refusal.Conflict("same_customer", "This is the same customer already.") with { Field = "with" };

    public static readonly Refusal KeepTheAccount = Refusal.Conflict("keep_the_account", "The one with the account has to be kept: open that one and merge the guest into it.") with { Field = "with" };

    public static readonly Refusal NoImport = Refusal.NotFound("This import");

    public static readonly Refusal NoTable = Refusal.Malformed("csv", "This is no table of customers: the first row has to name the columns, at least a name or an e-mail.");

    public static readonly Refusal TooManyRows = Refusal.Malformed("csv", "At most 50,000 customers at once.");

    public static readonly Refusal NoGroup = Refusal.NotFound("This group");

    public static readonly Refusal GroupNameTaken = Refusal.Conflict("group_name_taken", "Another group has this name.") with { Field = "names" };

    public static readonly Refusal GroupChanged = Refusal.Conflict("changed_meanwhile", "Somebody changed this group meanwhile. Please look at it again.") with { Field = "revision" };

    public static readonly Refusal TooManyGroups = Refusal.Conflict("too_many_groups", "A club has at most 50 groups.");

    /// <summary>Prices or rules speak of it: those have to be changed first.</summary>
    public static Refusal GroupSpokenOf(IReadOnlyList<GroupUse> uses) =>
        Refusal.Conflict("group_in_use", "Prices or booking rules speak of this group: change those first.") with { More = new Dictionary<string, object?> { ["uses"] = uses } };

    /// <summary>More are in it than whoever removes it has seen.</summary>
    public static Refusal GroupHasMembers(int members) =>
        Refusal.Conflict("group_has_members", "Customers are in this group: say that you have seen how many.") with { Field = "members", More = new Dictionary<string, object?> { ["members"] = members } };
}
