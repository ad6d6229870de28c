using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Identity's own store, on the unit of work's model: what it saves belongs to the open transaction.</summary>
internal sealed class UserStore(UnitOfWork work, TimeProvider clock) : UserOnlyStore<User, IdentityModel, Guid>(work.Model<IdentityModel>())
{
    public override Task<User?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken = default) =>
        FindByEmailAsync(normalizedUserName, cancellationToken);

    public override Task<IdentityResult> UpdateAsync(User user, CancellationToken cancellationToken = default)
    {
        user.UpdatedAt = clock.GetUtcNow();
        return base.UpdateAsync(user, cancellationToken);
    }
}
