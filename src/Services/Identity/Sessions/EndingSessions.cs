using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Ends sessions for services that turn a device into something else.</summary>
internal sealed class EndingSessions(UnitOfWork work, Entrance entrance) : ISessions
{
    public async Task EndAsync(Guid sessionId, string reason, CancellationToken stop = default)
    {
        await work.BeginAsync(stop);
        var session = await work.Model<IdentityModel>().Sessions.FirstOrDefaultAsync(session => session.Id == sessionId && session.RevokedAt == null, stop);
        if (session is not null) entrance.End(session, reason);
        await work.CommitAsync(stop);
    }
}
