using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Players.Reactions;

/// <summary>
/// A member is in the plan's group until the day, and out of it when that is over. Who was put into the group for good by somebody at the club stays
/// in it, whatever becomes of a membership.
/// </summary>
internal sealed class WhenMembershipChanged(UnitOfWork work, IAccounts accounts, Newcomers newcomers, CurrentTenant tenant, TimeProvider clock) : IReaction<MembershipChanged>
{
    public async Task HearAsync(MembershipChanged fact, CancellationToken stop)
    {
        if (await accounts.FindAsync(fact.AccountId, stop) is not { } account) return;
        await newcomers.AddAsync(account, tenant.Info.DefaultLanguage, stop);
        var model = work.Model<PlayersModel>();
        var found = await model.Customers.FirstAsync(customer => customer.AccountId == account.Id, stop);
        var customer = found.MergedInto ?? found.Id;
        if (!await model.CustomerGroups.AnyAsync(group => group.Key == fact.GroupKey, stop)) return;

        var now = clock.GetUtcNow();
        var place = await model.GroupMembers.FirstOrDefaultAsync(one => one.CustomerId == customer && one.GroupKey == fact.GroupKey, stop);
        if (place is { Until: null }) return;
        if (fact.Until < tenant.Today(now))
        {
            if (place is not null) model.Remove(place);
        }
        else if (place is null) model.Add(new GroupMember { CustomerId = customer, GroupKey = fact.GroupKey, Until = fact.Until, AddedAt = now });
        else place.Until = fact.Until;
        work.Tell(new CustomerChanged(customer, await model.Customers.Where(one => (one.Id == customer || one.MergedInto == customer) && one.AccountId != null).Select(one => one.AccountId!.Value).ToListAsync(stop)));
    }
}
