using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>A client asks whose token it holds and what it may do with it.</summary>
internal static class WhoAmI
{
    public static void Map(Doors doors) => doors.Api.MapGet("/auth/me", AnswerAsync).NeedsAccount().WithName("WhoAmI").WithSummary("The account of this token");

    private static async Task<Results<Ok<AccountAnswer>, Refusal>> AnswerAsync(HttpContext http, Visit visit, UnitOfWork work, Roles roles)
    {
        await work.BeginAsync(http.RequestAborted);
        var user = await work.Model<IdentityModel>().Users.AsNoTracking().FirstOrDefaultAsync(user => user.Id == visit.Caller.AccountId, http.RequestAborted);
        if (user is null) return Refusals.Unauthorized;

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(AccountAnswer.Of(user, await roles.OfAsync(user.Id, http.RequestAborted)));
    }
}
