using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.OAuth;

/// <summary>Which accounts elsewhere open which accounts here. The holder hears of every change.</summary>
internal sealed class Identities(UnitOfWork work, Credentials credentials, WaysIn ways, Alerts alerts, TimeProvider clock)
{
    private readonly IdentityModel model = work.Model<IdentityModel>();

    public Task<ExternalIdentity?> FindAsync(ProvidedIdentity identity, CancellationToken stop) =>
        model.ExternalIdentities.FirstOrDefaultAsync(one => one.Provider == identity.Provider && one.Subject == identity.Subject, stop);

    public async Task<IReadOnlyList<ExternalIdentity>> OfAsync(Guid userId, CancellationToken stop) =>
        await model.ExternalIdentities.AsNoTracking().Where(one => one.UserId == userId).OrderBy(one => one.ConnectedAt).ToListAsync(stop);

    /// <summary>Connects the two. <see langword="false"/> when one of them is connected already: the account to another of this provider's, or this one to another account.</summary>
    public async Task<bool> ConnectAsync(User user, ProvidedIdentity identity, CancellationToken stop)
    {
        // Whoever opens an account has queued up already; a second time costs nothing. Two accounts that want the same identity wait for each other, too.
        await credentials.QueueUpAsync(user.Email!, stop);
        await credentials.QueueUpAsync($"{identity.Provider} {identity.Subject}", stop);
        if (await model.ExternalIdentities.AnyAsync(one => one.Provider == identity.Provider && (one.Subject == identity.Subject || one.UserId == user.Id), stop)) return false;

        var now = clock.GetUtcNow();
        model.Add(new ExternalIdentity { Provider = identity.Provider, Subject = identity.Subject, UserId = user.Id, ConnectedAt = now, LastUsedAt = now });
        alerts.Tell(user, AccountAlert.IdentityConnected, detail: Providers.NameOf(identity.Provider));
        return true;
    }

    /// <summary>Takes the connection away, but not the last way in. <see langword="null"/> when there is none.</summary>
    public async Task<bool?> DisconnectAsync(User user, string provider, CancellationToken stop)
    {
        var mayGo = await ways.HasTwoAsync(user, stop);
        if (await model.ExternalIdentities.FirstOrDefaultAsync(one => one.UserId == user.Id && one.Provider == provider, stop) is not { } gone) return null;
        if (!mayGo) return false;

        model.Remove(gone);
        alerts.Tell(user, AccountAlert.IdentityRemoved, detail: Providers.NameOf(provider));
        return true;
    }
}
