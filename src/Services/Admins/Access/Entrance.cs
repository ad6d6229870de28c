using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Admins.Access;

/// <summary>
/// Lets an admin in who has both: the password and the six digits. Which of them was wrong is not said. Attempts at one admin come one after the
/// other. Wrong passwords rest the place they came from, see <see cref="Guesses"/>; five wrong codes by somebody who knows the password rest the
/// admin for 15 minutes. That goes for right answers, too: <c>padel admin reset</c> gives a new start.
/// </summary>
internal sealed class Entrance(UnitOfWork work, Sealed seals, Guesses guesses, TimeProvider clock)
{
    private const int MostFailed = 5;
    private const int LongestUserAgent = 300;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);
    private static readonly PasswordHasher<Admin> Hasher = new();
    // Nobody has its password: an unknown address costs what a known one does.
    private static readonly string Decoy = Hasher.HashPassword(null!, Totp.NewSecret());

    /// <summary>The session, or nothing. Commits either way: the attempt is counted.</summary>
    public async Task<AdminSession?> EnterAsync(string email, string password, string code, HttpContext http)
    {
        var (stop, now) = (http.RequestAborted, clock.GetUtcNow());
        await work.BeginPlatformAsync(stop);
        var model = work.Model<AdminsModel>();
        var admin = await model.Admins.FromSql($"select * from admins where lower(email) = lower({email}) for update").FirstOrDefaultAsync(stop);
        var isRight = Hasher.VerifyHashedPassword(admin!, admin?.PasswordHash ?? Decoy, password) != PasswordVerificationResult.Failed;
        if (admin is not { PasswordHash: not null, DisabledAt: null } || admin.LockedUntil > now || await guesses.RestsAsync(admin.Id, http, stop))
        {
            await work.RollbackAsync();
            return null;
        }
        if (!isRight)
        {
            var rests = await guesses.CountAsync(admin.Id, http, stop);
            work.Audit(new Act(rests ? "sign_in.blocked" : "sign_in.refused", "admin", $"{admin.Id}", admin.Name));
            await work.CommitAsync(stop);
            return null;
        }
        var step = Totp.Accept(seals.Open(Office.Totp, admin.Id, admin.TotpSealed)!, code, admin.TotpStep, now);
        var session = step is not null ? Open(admin, step.Value, http, now) : null;
        if (session is null) Fail(admin, now);
        else await guesses.ForgiveAsync(admin.Id, http, stop);
        await work.CommitAsync(stop);
        return session;
    }

    /// <summary>Opens a session in the present unit of work.</summary>
    public AdminSession Open(Admin admin, long step, HttpContext http, DateTimeOffset now)
    {
        var device = http.Request.Headers.UserAgent.ToString();
        (admin.TotpStep, admin.Failed, admin.LockedUntil) = (step, 0, null);
        var session = new AdminSession
        {
            Id = Guid.CreateVersion7(now),
            AdminId = admin.Id,
            CreatedAt = now,
            LastUsedAt = now,
            Ip = http.Connection.RemoteIpAddress?.ToString(),
            UserAgent = device.Length > LongestUserAgent ? device[..LongestUserAgent] : device,
        };
        work.Model<AdminsModel>().Add(session);
        work.Audit(new Act("session.opened", "admin", $"{admin.Id}", admin.Name) { By = (admin.Id, admin.Name), ByAdmin = true });
        return session;
    }

    private void Fail(Admin admin, DateTimeOffset now)
    {
        if (++admin.Failed >= MostFailed) (admin.Failed, admin.LockedUntil) = (0, now + Rest);
        work.Audit(new Act(admin.LockedUntil > now ? "account.locked" : "sign_in.refused", "admin", $"{admin.Id}", admin.Name));
    }
}
