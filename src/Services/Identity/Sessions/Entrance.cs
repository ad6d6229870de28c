using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Lets somebody in who has proved who they are: opens the session and hands out its cookie or its tokens. Shows them out, too.</summary>
internal sealed class Entrance(UnitOfWork work, CurrentTenant tenant, Roles roles, AccessTokens tokens, KnownDevices devices, TimeProvider clock)
{
    private const int LongestUserAgent = 300;

    private readonly IdentityModel model = work.Model<IdentityModel>();

    /// <param name="proof">One of <see cref="Proofs"/>.</param>
    public Session Open(User user, HttpContext http, string proof = Proofs.Password)
    {
        var device = http.Request.Headers.UserAgent.ToString();
        var session = Session.Begin(
            user.Id, device.Length > LongestUserAgent ? device[..LongestUserAgent] : device, http.Connection.RemoteIpAddress?.ToString(), clock.GetUtcNow(), proof);
        model.Add(session);
        work.Audit(new Act("session.opened", "account", $"{user.Id}", user.FullName) { By = (user.Id, user.FullName) });
        return session;
    }

    /// <summary>To be called before the transaction that hands out tokens.</summary>
    public ValueTask PrepareAsync(HttpContext http) => tokens.PrepareAsync(http.RequestAborted);

    /// <summary>The next pair of tokens of a session. Nobody may keep a copy of the answer on the way.</summary>
    public async Task<TokenAnswer> HandTokensAsync(User user, Session session, HttpContext http)
    {
        var (refresh, secret) = RefreshToken.For(session, clock.GetUtcNow());
        model.Add(refresh);
        var held = await roles.OfAsync(user.Id, http.RequestAborted);
        var access = await tokens.IssueAsync(user, held, session, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return new TokenAnswer(access, secret, (int)AccessTokens.Lifetime.TotalSeconds, "Bearer", AccountAnswer.Of(user, held));
    }

    /// <summary>Hands out the cookie. The session row says how long it is good, so the cookie itself may live as long as any session can.</summary>
    /// <param name="isOwner">Whether it is the account's holder whose device this is.</param>
    public Task HandCookieAsync(User user, Session session, HttpContext http, bool isOwner = true)
    {
        if (isOwner) devices.Note(http, user.Id);
        return http.SignInAsync(
            Schemes.Cookie, new ClaimsPrincipal(Doorkeeper.Ticket(user.Id, tenant.Info.Id, session.Id)),
            new AuthenticationProperties { IsPersistent = true, IssuedUtc = clock.GetUtcNow(), ExpiresUtc = clock.GetUtcNow() + Session.Longest });
    }

    /// <summary>The session the caller's cookie or token belongs to.</summary>
    public Task<Session?> OfAsync(ClaimsPrincipal caller, CancellationToken stop) =>
        Guid.TryParse(caller.FindFirstValue(Claims.Session), out var id) ? model.Sessions.FirstOrDefaultAsync(session => session.Id == id, stop) : Task.FromResult<Session?>(null);

    /// <summary>Signs an account out everywhere, but not at the session that asks.</summary>
    public async Task<int> EndAllAsync(Guid userId, Guid? except, string reason, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var living = await model.Sessions.Where(session => session.UserId == userId && session.Id != except && session.RevokedAt == null && session.EndsAt > now).ToListAsync(stop);
        foreach (var session in living) End(session, reason);
        // Programs go with the devices when somebody loses a role or has lost the password.
        if (reason is "role_revoked" or "role_ended" or "password_reset")
            await model.ApiKeys.Where(key => key.UserId == userId && key.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now), stop);
        return living.Count;
    }

    public void End(Session session, string reason)
    {
        session.Revoke(reason, clock.GetUtcNow());
        work.Tell(new SessionEnded(session.Id, session.UserId, reason));
        work.Audit(new Act("session.ended", "account", $"{session.UserId}") { Reason = reason });
    }
}
