using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Players.Reactions;

/// <summary>A name or number that somebody changed in their account is what the club knows of them.</summary>
internal sealed class WhenAccountChanged(UnitOfWork work, IAccounts accounts, TimeProvider clock) : IReaction<AccountChanged>
{
    public async Task HearAsync(AccountChanged fact, CancellationToken stop)
    {
        if (await accounts.FindAsync(fact.UserId, stop) is not { } account) return;
        if (await work.Model<PlayersModel>().Customers.FirstOrDefaultAsync(customer => customer.AccountId == account.Id, stop) is not { } known) return;

        // A number the club knows is not forgotten because the account has none.
        (known.Name, known.Email, known.Phone) = (account.FullName, account.Email, account.Phone ?? known.Phone);
        known.Touch(clock.GetUtcNow());
        // The address they are blocked by is another one now.
        if (known.BlockedAt is not null) work.Tell(new CustomerChanged(known.Id, [account.Id]));
    }
}
