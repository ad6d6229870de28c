using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Identity.Auditing;

/// <summary>Whoever answers for the club looks up who did what, and from where.</summary>
internal static class ShowAudit
{
    public const string Path = "/manage/audit";
    private const int PageSize = 50;

    public static void Map(Doors doors) => doors.Club.MapGet(Path, ShowAsync).Needs(Ability.SeeAudit);

    private static async Task<RazorComponentResult<AuditPage>> ShowAsync(
        string? who, string? what, string? q, string? from, string? until, int? page, AuditLog log, Visit visit, CancellationToken stop)
    {
        var asked = AuditAsked.Of(who, what, q, from, until);
        var at = Math.Clamp(page ?? 1, 1, 100_000);
        var (rows, total) = await log.PageAsync(asked.Query, (at - 1) * PageSize, PageSize, stop);
        return new(new { Rows = rows, Asked = asked with { Page = at, Pages = Math.Max(1, (total + PageSize - 1) / PageSize), Total = total }, visit.Tenant!.Zone });
    }
}
