using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>Somebody looks at their account: what the club knows of them, and every device they are signed in on.</summary>
internal static class ShowAccount
{
    public const string Path = "/account";

    public static void Map(Doors doors) => doors.Club.MapGet(Path, ShowAsync).NeedsAccount();

    private static async Task<IResult> ShowAsync(HttpContext http, Visit visit, UnitOfWork work, TimeProvider clock)
    {
        await work.BeginAsync(http.RequestAborted);
        var user = await work.Model<IdentityModel>().Users.AsNoTracking().SingleAsync(user => user.Id == visit.Caller.AccountId, http.RequestAborted);
        return await PageAsync(new SaveAccount.Form(user.FirstName, user.LastName, user.PhoneNumber, user.Language), [], http, visit, work, clock);
    }

    /// <summary>The page, with what is saved or what was typed. The unit of work is open.</summary>
    public static async Task<IResult> PageAsync(SaveAccount.Form shown, IReadOnlyList<FieldError> errors, HttpContext http, Visit visit, UnitOfWork work, TimeProvider clock)
    {
        var devices = await DevicesAsync(work, visit, clock, http);
        var state = await work.Model<IdentityModel>().Users.Where(user => user.Id == visit.Caller.AccountId)
            .Select(user => new { user.EmailConfirmed, user.TwoFactorEnabled, HasPassword = user.PasswordHash != null, CodesLeft = work.Model<IdentityModel>().RecoveryCodes.Count(code => code.UserId == user.Id && code.UsedAt == null) }).SingleAsync(http.RequestAborted);
        var connected = await work.Model<IdentityModel>().ExternalIdentities.AsNoTracking().Where(one => one.UserId == visit.Caller.AccountId).ToListAsync(http.RequestAborted);
        await work.RollbackAsync();

        return new RazorComponentResult<AccountPage>(new
        {
            Email = visit.Caller.Email!,
            IsVerified = state.EmailConfirmed,
            HasSecondFactor = state.TwoFactorEnabled,
            state.HasPassword,
            state.CodesLeft,
            Connected = connected.ConvertAll(one => (one.Provider, one.ConnectedAt)),
            shown.FirstName,
            shown.LastName,
            shown.Phone,
            Language = shown.Language ?? visit.Language,
            Devices = devices,
            Done = (string?)http.Request.Query["done"],
            Problem = (string?)http.Request.Query["problem"],
            With = (string?)http.Request.Query["with"],
            Errors = errors,
        })
        { StatusCode = errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK };
    }

    /// <summary>Every living session of the caller's account, the one used last first. The unit of work is open.</summary>
    public static async Task<IReadOnlyList<DeviceList.Device>> DevicesAsync(UnitOfWork work, Visit visit, TimeProvider clock, HttpContext http)
    {
        var (now, current) = (clock.GetUtcNow(), http.User.FindFirstValue(Claims.Session));
        var sessions = await work.Model<IdentityModel>().Sessions.AsNoTracking()
            .Where(session => session.UserId == visit.Caller.AccountId && session.RevokedAt == null && session.EndsAt > now)
            .OrderByDescending(session => session.LastUsedAt).ToListAsync(http.RequestAborted);
        return sessions.ConvertAll(session => new DeviceList.Device(session.Id, DeviceName.Of(session.UserAgent), session.Ip, session.LastUsedAt, session.Id.ToString() == current));
    }
}
