using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Admins.Pages;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Admins.UseCases;

/// <summary>An admin sees who else runs the platform, and when they were last here.</summary>
internal static class ListAdmins
{
    public const string Path = "/admins";

    public static void Map(Doors doors) => doors.Console.MapGet(Path, ShowAsync).Needs(ConsoleDoor.Ability);

    private static async Task<RazorComponentResult<AdminsPage>> ShowAsync(UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await work.BeginPlatformAsync(stop);
        var model = work.Model<AdminsModel>();
        var admins = await model.Admins.AsNoTracking().OrderBy(admin => admin.CreatedAt).ToListAsync(stop);
        var last = await model.Sessions.GroupBy(session => session.AdminId).Select(own => new { own.Key, At = own.Max(session => session.LastUsedAt) }).ToDictionaryAsync(own => own.Key, own => own.At, stop);
        await work.RollbackAsync();
        return new(new { Admins = admins.ConvertAll(admin => new AdminLine(admin.Name, admin.Email, StateOf(admin, now), last.TryGetValue(admin.Id, out var at) ? at : null)) });
    }

    private static AdminState StateOf(Admin admin, DateTimeOffset now) => admin switch
    {
        { DisabledAt: not null } => AdminState.Disabled,
        { PasswordHash: null } => AdminState.Invited,
        _ => admin.LockedUntil > now ? AdminState.Locked : AdminState.Active,
    };
}

/// <summary>How an admin stands.</summary>
public enum AdminState
{
    /// <summary>May sign in.</summary>
    Active,

    /// <summary>Has not opened the link yet.</summary>
    Invited,

    /// <summary>Gave too many wrong answers.</summary>
    Locked,

    /// <summary>May not sign in any more.</summary>
    Disabled,
}

/// <summary>An admin in the list.</summary>
public sealed record AdminLine(string Name, string Email, AdminState State, DateTimeOffset? LastSeen);
