using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>What to do after a device was lost, on one page: another passkey, the lost one away, the old session ended.</summary>
internal static class Recovered
{
    public const string Path = "/account/recovered";

    public static void Map(Doors doors) => doors.Club.MapGet(Path, ShowAsync).NeedsAccount().ByHolderAlone();

    /// <summary>Where somebody goes after a step: back to this page if they came from it, otherwise where the step is at home.</summary>
    public static string After(string? back, string home, string done) => $"{(back is Path or Enrol.Path ? back : home)}?done={done}";

    private static async Task<IResult> ShowAsync(string? done, HttpContext http, Visit visit, UnitOfWork work, Holder holder, RecoveryCodes codes, TimeProvider clock)
    {
        await work.BeginAsync(http.RequestAborted);
        var proof = await holder.HowAsync(http);
        var keys = await ManagePasskeys.OfAsync(work, visit.Caller.AccountId!.Value, http.RequestAborted);
        var devices = await ShowAccount.DevicesAsync(work, visit, clock, http);
        var left = await codes.LeftAsync(visit.Caller.AccountId.Value, http.RequestAborted);
        await work.RollbackAsync();
        return new RazorComponentResult<RecoveredPage>(new { Keys = keys, Devices = devices, Left = left, Proof = proof, Done = done });
    }
}
