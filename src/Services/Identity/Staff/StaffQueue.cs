using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Staff;

/// <summary>Whoever changes who works here comes one after the other: two owners who take the role from each other at once leave one.</summary>
internal static class StaffQueue
{
    public static async Task EnterAsync(UnitOfWork work, CancellationToken stop)
    {
        await using var queue = work.Command("select pg_advisory_xact_lock(hashtextextended(current_schema() || 'staff', 7261903))");
        await queue.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Whether somebody owns the club for good, after what this transaction changed.</summary>
    public static async Task<bool> HasOwnerAsync(UnitOfWork work, CancellationToken stop)
    {
        var model = work.Model<IdentityModel>();
        await model.SaveChangesAsync(stop);
        return await model.UserRoles.AnyAsync(role => role.Role == RoleAbilities.Owner && role.EndsAt == null, stop);
    }
}
