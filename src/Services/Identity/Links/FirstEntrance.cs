using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>A link that signs in, handed to the browser that proved the address at the portal instead of being sent.</summary>
internal sealed class FirstEntrance(UnitOfWork work, Users users, TimeProvider clock) : IFirstEntrance
{
    private static readonly TimeSpan Lives = TimeSpan.FromMinutes(10);

    public async Task<string?> OpenAsync(string email, string back, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await users.FindByEmailAsync(email) is not { } user)
        {
            await work.RollbackAsync();
            return null;
        }
        var (secret, now) = (LinkSecrets.New(), clock.GetUtcNow());
        work.Model<IdentityModel>().Add(new OneTimeLink
        {
            Id = Guid.CreateVersion7(now),
            Hash = LinkSecrets.HashOf(secret),
            Purpose = LinkPurpose.SignIn,
            UserId = user.Id,
            Address = user.NormalizedEmail!,
            CreatedAt = now,
            ExpiresAt = now + Lives,
        });
        work.Audit(new Act("account.first_entrance", "account", $"{user.Id}", user.FullName));
        await work.CommitAsync(stop);
        return $"{FollowSignInLink.Path}?key={secret}&return={Uri.EscapeDataString(ReturnPath.Local(back))}";
    }
}
