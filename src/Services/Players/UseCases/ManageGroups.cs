using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Players.Groups;

namespace PadelSaaS.Players.UseCases;

/// <summary>The club's customer groups by the API: what each gives, who speaks of it, and how many are in it.</summary>
internal static class ManageGroups
{
    /// <summary>A group as it is now.</summary>
    /// <param name="Key">What files and price rules call it; never changed.</param>
    /// <param name="Revision">To be sent with a change.</param>
    /// <param name="Members">How many customers are in it today.</param>
    /// <param name="UsedBy">Prices and booking rules that speak of it; while there is one, it cannot be removed.</param>
    internal sealed record Answer(string Key, int Revision, IReadOnlyDictionary<string, string> Names, int DiscountBasisPoints, int? HorizonDays, int Members, IReadOnlyList<GroupUse> UsedBy)
    {
        public static Answer Of(GroupInUse one) => Of(one.Group, one.Members, one.Uses);

        public static Answer Of(CustomerGroup group, int members, IReadOnlyList<GroupUse> uses) =>
            new(group.Key, group.Revision, CustomerGroup.NamesOf(group.Name), group.DiscountBasisPoints, group.HorizonDays, members, uses);
    }

    internal sealed record ListAnswer(IReadOnlyList<Answer> Groups);

    /// <param name="Revision">The one the change was decided by; another one is refused.</param>
    internal sealed record Change(int Revision, GroupInput? Group);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/manage/customer-groups", async (Grouping grouping, CancellationToken stop) => new ListAnswer([.. (await grouping.ListAsync(stop)).Select(Answer.Of)]))
            .Needs(Ability.ManageCustomers).WithSummary("The club's customer groups, what each gives, how many are in it and which rules speak of it");
        doors.Api.MapPost("/manage/customer-groups", AddAsync).Needs(Ability.ManageCustomers).Idempotent()
            .WithSummary("Make a customer group").Produces<Answer>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409);
        doors.Api.MapPut("/manage/customer-groups/{key}", ChangeAsync).Needs(Ability.ManageCustomers).Idempotent()
            .WithSummary("Change what a customer group is called and gives; bookings keep the price they were agreed at").Produces<Answer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapDelete("/manage/customer-groups/{key}", RemoveAsync).Needs(Ability.ManageCustomers).Idempotent()
            .WithSummary("Remove a customer group no rule speaks of; `members` says how many were seen in it, and more than that are asked about").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> AddAsync(GroupInput input, Grouping grouping, CancellationToken stop)
    {
        var (group, refusal) = await grouping.AddAsync(input, stop);
        return refusal is not null ? refusal : Results.Created((string?)null, Answer.Of(group!, 0, []));
    }

    private static async Task<IResult> ChangeAsync(string key, Change change, Grouping grouping, CancellationToken stop)
    {
        if (change.Group is not { } input) return Refusal.Malformed("group", "What the group is to be is needed.");
        if ((await grouping.ChangeAsync(key, change.Revision, input, stop)).Refusal is { } refusal) return refusal;
        return (await grouping.ListAsync(stop)).FirstOrDefault(one => one.Group.Key == key) is { } changed ? Results.Ok(Answer.Of(changed)) : Refusals.NoGroup;
    }

    private static async Task<IResult> RemoveAsync(string key, int revision, int? members, Grouping grouping, CancellationToken stop) =>
        await grouping.RemoveAsync(key, revision, members ?? 0, stop) is { } refusal ? refusal : TypedResults.NoContent();
}
