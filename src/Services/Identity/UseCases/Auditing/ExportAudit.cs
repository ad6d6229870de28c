using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Auditing;

/// <summary>Whoever answers for the club takes the log along as a file for a spreadsheet. That is an act of its own.</summary>
internal static class ExportAudit
{
    private const int Most = 20_000;

    public static void Map(Doors doors) => doors.Club.MapGet(ShowAudit.Path + ".csv", SendAsync).Costs(Effort.Export).Needs(Ability.SeeAudit);

    private static async Task<IResult> SendAsync(
        string? who, string? what, string? q, string? from, string? until, AuditLog log, UnitOfWork work, HttpContext http, TimeProvider clock, CancellationToken stop)
    {
        var asked = AuditAsked.Of(who, what, q, from, until);
        var (rows, total) = await log.PageAsync(asked.Query, 0, Most, stop);
        await work.BeginAsync(stop);
        work.Audit(new Act("audit.exported", "audit log", "club") { Changes = [new Changed("rows", null, $"{Math.Min(total, Most)}")] });
        await work.CommitAsync(stop);

        http.Response.Headers.CacheControl = "no-store";
        return Results.File(AuditSheet.Of(rows), AuditSheet.Type, $"audit-{clock.GetUtcNow():yyyy-MM-dd}.csv");
    }
}
