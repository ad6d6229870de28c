using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Who is what to the club.</summary>
internal sealed class Roles(UnitOfWork work, TimeProvider clock)
{
    private readonly IdentityModel model = work.Model<IdentityModel>();

    public async Task<IReadOnlyList<string>> OfAsync(Guid userId, CancellationToken stop)
    {
        await model.UserRoles.Where(role => role.UserId == userId).LoadAsync(stop);
        // What was granted a moment ago and is not saved yet counts too.
        return [.. model.UserRoles.Local.Where(role => role.UserId == userId).Select(role => role.Role).Order(StringComparer.Ordinal)];
    }

    public void Grant(Guid userId, string role, Guid? grantedBy)
    {
        model.Add(new UserRole(userId, role, clock.GetUtcNow(), grantedBy));
        work.Tell(new RoleGranted(userId, role, grantedBy));
        // Everybody plays: that says nothing about anybody.
        if (role != RoleAbilities.Player) work.Audit(new Act("role.granted", "account", $"{userId}", NameOf(userId)) { Changes = [new Changed("role", null, role)] });
    }

    /// <summary>Brings an account's roles in line with these.</summary>
    public async Task SetAsync(Guid userId, IReadOnlyCollection<string> wanted, Guid? by, CancellationToken stop)
    {
        var held = await model.UserRoles.Where(role => role.UserId == userId).ToListAsync(stop);
        foreach (var role in wanted.Where(role => held.All(known => known.Role != role))) Grant(userId, role, by);
        foreach (var role in held.Where(role => !wanted.Contains(role.Role)))
        {
            model.Remove(role);
            work.Tell(new RoleRevoked(userId, role.Role, by));
            work.Audit(new Act("role.revoked", "account", $"{userId}", NameOf(userId)) { Changes = [new Changed("role", role.Role, null)] });
        }
    }

    // Whoever changes somebody's roles has read or made their account in this unit of work.
    private string? NameOf(Guid userId) => model.Users.Local.FirstOrDefault(user => user.Id == userId)?.FullName;
}
