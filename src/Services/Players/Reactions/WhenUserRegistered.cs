using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Events;

namespace PadelSaaS.Players.Reactions;

/// <summary>Who opens an account is a customer.</summary>
internal sealed class WhenUserRegistered(IAccounts accounts, Newcomers newcomers) : IReaction<UserRegistered>
{
    public async Task HearAsync(UserRegistered fact, CancellationToken stop)
    {
        if (await accounts.FindAsync(fact.UserId, stop) is { } account) await newcomers.AddAsync(account, fact.Language, stop);
    }
}
