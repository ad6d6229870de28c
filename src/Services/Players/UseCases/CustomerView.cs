using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Players.Search;

namespace PadelSaaS.Players.UseCases;

/// <summary>A customer as a list shows them to whoever asks.</summary>
/// <param name="AccountId">Their account; a guest has none.</param>
/// <param name="Email">Masked for whom may not see how to reach customers.</param>
public sealed record CustomerView(
    Guid Id, Guid? AccountId, string Name, string? Email, string? Phone, IReadOnlyList<CustomerView.Group> Groups, IReadOnlyList<string> Tags, bool Blocked)
{
    /// <summary>A group they are in today.</summary>
    public sealed record Group(string Key, string Name);

    internal static CustomerView Of(CustomerLine line, Visit visit) => new(
        line.Id, line.AccountId, line.Name, visit.Caller.May(Ability.SeeCustomers) ? line.Email : Masked(line.Email), line.Phone,
        [.. line.Groups.Select(group => new Group(group.Key, CustomerGroup.NameIn(group.Names, visit.Language, group.Key)))], line.Tags, line.IsBlocked);

    /// <summary>Enough of an address to tell two people apart at the desk: <c>g…@example.test</c>.</summary>
    internal static string? Masked(string? email) =>
        email is null ? null : email.LastIndexOf('@') is > 0 and var at ? $"{email[0]}…{email[at..]}" : "…";
}
