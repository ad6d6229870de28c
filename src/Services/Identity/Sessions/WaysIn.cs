using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>The lasting ways into an account: its password, its passkeys, its accounts elsewhere. The last one is not taken away. Recovery codes and links are for emergencies and do not count.</summary>
internal sealed class WaysIn(UnitOfWork work, Credentials credentials)
{
    private readonly IdentityModel model = work.Model<IdentityModel>();

    /// <summary>Whether one would be left if one went. Of two that are taken away at once, the second sees that the first is gone.</summary>
    public async Task<bool> HasTwoAsync(User user, CancellationToken stop)
    {
        await credentials.QueueUpAsync(user.Email!, stop);
        var passwords = await model.Users.CountAsync(one => one.Id == user.Id && one.PasswordHash != null, stop);
        var passkeys = await model.Passkeys.CountAsync(one => one.UserId == user.Id, stop);
        return passwords + passkeys + await model.ExternalIdentities.CountAsync(one => one.UserId == user.Id, stop) > 1;
    }
}
