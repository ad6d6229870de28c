using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Tidies up when a role's last day is over: the row goes, the act is written down, devices are signed out. The role ended by itself at that moment.</summary>
internal sealed class EndRole(UnitOfWork work, Roles roles, Entrance entrance) : ITimerJob
{
    public const string Name = "end-role";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var userId = Guid.Parse(key);
        await work.BeginAsync(stop);
        // The act names the account.
        await work.Model<IdentityModel>().Users.Where(user => user.Id == userId).LoadAsync(stop);
        if (await roles.EndPastAsync(userId, stop) > 0) await entrance.EndAllAsync(userId, null, "role_ended", stop);
        await work.CommitAsync(stop);
    }
}
