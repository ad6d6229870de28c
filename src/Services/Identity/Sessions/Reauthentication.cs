using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Asks again who sits there.</summary>
internal sealed class Reauthentication(UnitOfWork work, Credentials credentials, TimeProvider clock) : IReauthentication
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    public async Task<bool> IsFreshAsync(Guid sessionId, CancellationToken stop = default)
    {
        await work.BeginAsync(stop);
        var since = clock.GetUtcNow() - Fresh;
        var isFresh = await work.Model<IdentityModel>().Sessions.AnyAsync(session => session.Id == sessionId && session.RevokedAt == null && session.CreatedAt > since, stop);
        await work.RollbackAsync();
        return isFresh;
    }

    public async Task<bool> IsHolderAsync(Guid accountId, Guid sessionId, string? password, CancellationToken stop = default)
    {
        if (string.IsNullOrEmpty(password)) return await IsFreshAsync(sessionId, stop);
        await work.BeginAsync(stop);
        var email = await work.Model<IdentityModel>().Users.Where(user => user.Id == accountId).Select(user => user.Email).FirstOrDefaultAsync(stop);
        var proved = email is null ? null : await credentials.ProveAsync(email, password, stop);
        await work.CommitAsync(stop);
        return proved?.Id == accountId;
    }
}
