using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Somebody who works at the club sets up the second factor it asks for. When its time has come, this is the only page that opens.</summary>
internal static class Enrol
{
    public const string Path = "/account/second-step";

    public static void Map(Doors doors) => doors.Club.MapGet(Path, ShowAsync).NeedsAccount().ByHolderAlone().OpensBeforeEnrolment();

    private static async Task<IResult> ShowAsync(string? @return, HttpContext http, Visit visit, UnitOfWork work, Holder holder, Enrolling enrolling)
    {
        await work.BeginAsync(http.RequestAborted);
        var proof = await holder.HowAsync(http);
        var needsPasskey = await enrolling.NeedsPasskeyAsync(http);
        var hasPasskey = await work.Model<IdentityModel>().Passkeys.AnyAsync(one => one.UserId == visit.Caller.AccountId, http.RequestAborted);
        await work.RollbackAsync();
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<EnrolPage>(new
        {
            IsDue = EnrolFirst.IsDue(http),
            From = visit.Caller.SecondFactorDue,
            Proof = proof,
            HasPasskey = hasPasskey,
            MayAdd = !needsPasskey,
            Return = ReturnPath.Local(@return),
        });
    }
}
