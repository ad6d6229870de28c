using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Admins;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Impersonating;

/// <summary>
/// An admin comes from the console with a ticket and becomes somebody's account, for an hour at most. The account's holder sees the device
/// in their list and may sign it out; the club sees it in its audit log.
/// </summary>
internal static class EnterAsAdmin
{
    public static void Map(Doors doors) => doors.Club.MapGet("/impersonate", EnterAsync);

    private static async Task<IResult> EnterAsync(
        string? ticket, HttpContext http, CurrentTenant tenant, IImpersonations impersonations, UnitOfWork work, Entrance entrance, TimeProvider clock)
    {
        http.Response.Headers.CacheControl = "no-store";
        var stop = http.RequestAborted;
        if (ticket is not { Length: > 20 and < 100 } || await impersonations.RedeemAsync(ticket, tenant.Info.Id, stop) is not { } granted) return Refusal.NotFound("This page");

        await work.BeginAsync(stop);
        var model = work.Model<IdentityModel>();
        if (await model.Users.FirstOrDefaultAsync(user => user.Id == granted.AccountId, stop) is not { } user) return Refusal.NotFound("This page");
        var session = Session.Begin(user.Id, $"Platform: {granted.AdminName}", http.Connection.RemoteIpAddress?.ToString(), clock.GetUtcNow());
        model.Add(session);
        await model.SaveChangesAsync(stop);
        await using (var note = work.Command(
            "insert into impersonated_sessions (session_id, admin_id, admin_name, reason, ends_at) values ($1, $2, $3, $4, $5)",
            session.Id, granted.AdminId, granted.AdminName, granted.Reason, granted.EndsAt))
            await note.ExecuteNonQueryAsync(stop);
        work.Audit(new Act("impersonation.started", "account", $"{user.Id}", user.FullName) { By = (granted.AdminId, granted.AdminName), ByAdmin = true, Reason = granted.Reason });
        await work.CommitAsync(stop);
        await entrance.HandCookieAsync(user, session, http, isOwner: false);
        return Results.LocalRedirect("/");
    }
}
