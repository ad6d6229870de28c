using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>
/// A client changes its refresh token for the next pair. Each token works once. A second use means that two parties hold it, and as nobody
/// can tell the thief from the owner, the session ends for both. That holds for a client's own retry too, however soon it comes: a
/// client that lost the answer signs in again.
/// </summary>
internal static class RefreshTokens
{
    public sealed record Request(string? RefreshToken);

    // No Idempotency-Key: giving the first answer again is exactly what a thief would want.
    public static void Map(Doors doors) =>
        doors.Api.MapPost("/auth/refresh", AnswerAsync).AllowAnonymous().WithName("RefreshTokens").WithSummary("Change a refresh token for the next pair of tokens");

    private static async Task<Results<Ok<TokenAnswer>, Refusal>> AnswerAsync(
        Request request, HttpContext http, UnitOfWork work, Entrance entrance, Alerts alerts, TimeProvider clock)
    {
        if (string.IsNullOrEmpty(request.RefreshToken)) return Refusal.Malformed("refreshToken", "Please give a refresh token.");

        var (hash, now, stop) = (LinkSecrets.HashOf(request.RefreshToken), clock.GetUtcNow(), http.RequestAborted);
        await entrance.PrepareAsync(http);
        await work.BeginAsync(stop);
        var model = work.Model<IdentityModel>();
        // Of several that come at once the database lets one through; the others wait here and find it used.
        var isFirstUse = await model.RefreshTokens.Where(token => token.Hash == hash && token.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.UsedAt, now), stop) == 1;
        var known = await (from token in model.RefreshTokens
                           join session in model.Sessions on token.SessionId equals session.Id
                           where token.Hash == hash
                           select new { token.ExpiresAt, Session = session }).FirstOrDefaultAsync(stop);
        if (known is null || !known.Session.IsAlive(now)) return Refusals.InvalidRefreshToken;
        if (!isFirstUse)
        {
            entrance.End(known.Session, "token_reused");
            alerts.Tell(await model.Users.SingleAsync(user => user.Id == known.Session.UserId, stop), AccountAlert.TokenReused, detail: DeviceName.Of(known.Session.UserAgent));
            await work.CommitAsync(stop);
            return Refusals.InvalidRefreshToken;
        }
        if (known.ExpiresAt <= now) return Refusals.InvalidRefreshToken;

        known.Session.Use(now);
        var user = await model.Users.SingleAsync(user => user.Id == known.Session.UserId, stop);
        var answer = await entrance.HandTokensAsync(user, known.Session, http);
        // What has expired could not be used any more anyway: nobody needs to remember that it was.
        await model.RefreshTokens.Where(token => token.SessionId == known.Session.Id && token.ExpiresAt <= now).ExecuteDeleteAsync(stop);
        await work.CommitAsync(stop);
        return TypedResults.Ok(answer);
    }
}
