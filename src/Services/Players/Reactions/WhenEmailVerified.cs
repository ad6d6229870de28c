using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Players.Merging;

namespace PadelSaaS.Players.Reactions;

/// <summary>The guest with an address and the account that has proved it are one customer; the account's is kept.</summary>
internal sealed class WhenEmailVerified(UnitOfWork work, Merger merger) : IReaction<EmailVerified>
{
    public async Task HearAsync(EmailVerified fact, CancellationToken stop)
    {
        var model = work.Model<PlayersModel>();
        if (await model.Customers.AsNoTracking().FirstOrDefaultAsync(one => one.AccountId == fact.UserId, stop) is not { } holder) return;
        var guest = await model.Customers
            .FromSql($"select * from customers where account_id is null and merged_into is null and lower(email) = lower({fact.Email})").AsNoTracking().FirstOrDefaultAsync(stop);
        if (guest is null) return;

        var kept = holder.MergedInto ?? holder.Id;
        if (kept != guest.Id) await merger.JoinAsync(kept, guest.Id, stop);
    }
}
