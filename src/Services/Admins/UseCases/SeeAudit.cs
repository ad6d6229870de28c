using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Admins.Pages;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Admins.UseCases;

/// <summary>An admin looks up what admins did, and takes it along as a file, which is an act of its own. What they did inside a club stands in the club's log, too.</summary>
internal static class SeeAudit
{
    public const string Path = "/audit";
    private const int PageSize = 50;
    private const int Most = 20_000;

    public static void Map(Doors doors)
    {
        doors.Console.MapGet(Path, ShowAsync).Needs(ConsoleDoor.Ability);
        doors.Console.MapGet(Path + ".csv", SendAsync).Costs(Effort.Export).Needs(ConsoleDoor.Ability);
    }

    private static async Task<RazorComponentResult<AuditPage>> ShowAsync(
        string? who, string? what, string? q, string? from, string? until, int? page, PlatformAuditLog log, UnitOfWork work, CancellationToken stop)
    {
        var asked = AuditAsked.Of(who, what, q, from, until);
        var at = Math.Clamp(page ?? 1, 1, 100_000);
        await work.BeginPlatformAsync(stop);
        var (rows, total) = await log.PageAsync(asked.Query, (at - 1) * PageSize, PageSize, stop);
        await work.RollbackAsync();
        return new(new { Rows = rows, Asked = asked, Page = at, Pages = Math.Max(1, (total + PageSize - 1) / PageSize), Total = total });
    }

    private static async Task<IResult> SendAsync(
        string? who, string? what, string? q, string? from, string? until, PlatformAuditLog log, UnitOfWork work, HttpContext http, TimeProvider clock, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        var (rows, total) = await log.PageAsync(AuditAsked.Of(who, what, q, from, until).Query, 0, Most, stop);
        work.Audit(new Act("audit.exported", "audit log", "platform") { Changes = [new Changed("rows", null, $"{Math.Min(total, Most)}")] });
        await work.CommitAsync(stop);

        http.Response.Headers.CacheControl = "no-store";
        return Results.File(AuditSheet.Of(rows), AuditSheet.Type, $"platform-audit-{clock.GetUtcNow():yyyy-MM-dd}.csv");
    }
}
