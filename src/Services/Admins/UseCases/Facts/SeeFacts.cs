using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Admins.Pages.Facts;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Admins.UseCases.Facts;

/// <summary>An admin sees how far each service is behind, and which facts it could not react to. The same as JSON, for a program that signs in here.</summary>
internal sealed class SeeFacts(StuckFacts stuck, FactLag lag, ITenantStore tenants, UnitOfWork work, TimeProvider clock)
{
    public const string Path = "/facts";
    private const int PageSize = 50;

    public static void Map(Doors doors)
    {
        doors.Console.MapGet(Path, (string? service, string? show, int? page, string? done, int? count, SeeFacts use, CancellationToken stop) => use.ShowAsync(new Asked(Clean(service), show == "parked", page ?? 1), done, count ?? 0, stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapGet(Path + ".json", (string? service, string? show, int? page, SeeFacts use, CancellationToken stop) => use.ListAsync(new Asked(Clean(service), show == "parked", page ?? 1), stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapGet(Path + "/{service}/{id:guid}", (string service, Guid id, SeeFacts use, CancellationToken stop) => use.OneAsync(Clean(service), id, stop)).Needs(ConsoleDoor.Ability);
    }

    /// <summary>A service's name as somebody typed it: PostgreSQL knows no NUL.</summary>
    public static string Clean(string? service) => service?.Replace("\0", "", StringComparison.Ordinal) ?? "";

    /// <summary>A stuck fact as people read it: the club by its name, nobody's address in the error.</summary>
    public static async Task<FactLine> LineAsync(StuckFact fact, ITenantStore tenants, CancellationToken stop) =>
        new(fact with { Error = fact.Error is { } error ? Mask.Text(error) : null }, (await tenants.FindBySchemaAsync(fact.TenantRole, stop))?.Name);

    private async Task<IResult> ShowAsync(Asked asked, string? done, int count, CancellationToken stop)
    {
        var (lines, total) = await ReadAsync(asked, stop);
        var lags = await lag.LookAsync(stop);
        return new RazorComponentResult<FactsPage>(new
        {
            Lines = lines,
            Lags = lags,
            Asked = asked,
            Total = total,
            Pages = Math.Max(1, (total + PageSize - 1) / PageSize),
            Now = clock.GetUtcNow(),
            Done = done,
            Count = count,
        });
    }

    private async Task<IResult> ListAsync(Asked asked, CancellationToken stop)
    {
        var (lines, total) = await ReadAsync(asked, stop);
        var (lags, now) = (await lag.LookAsync(stop), clock.GetUtcNow());
        return Results.Json(new
        {
            Readers = lags.Select(one => new { one.Reader, one.Unread, OldestSeconds = Math.Round(one.Seconds(now), 3), one.Failed, one.Waiting, one.Parked }),
            Total = total,
            Stuck = lines.Select(line => new { line.Fact.Service, line.Fact.EventId, line.Fact.EventType, line.Club, line.Fact.Aggregate, line.Fact.OccurredAt, line.Fact.Attempts, line.Fact.NextAt, line.Fact.ParkedAt, line.Fact.Error, line.Fact.Behind }),
        });
    }

    private async Task<IResult> OneAsync(string service, Guid id, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        var fact = await stuck.FindAsync(service, id, stop);
        await work.RollbackAsync();
        return fact is null ? Refusal.NotFound("This fact") : new RazorComponentResult<FactPage>(new { Line = await LineAsync(fact, tenants, stop) });
    }

    private async Task<(IReadOnlyList<FactLine> Lines, int Total)> ReadAsync(Asked asked, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        var (facts, total) = await stuck.PageAsync(asked.Service, asked.ParkedOnly, (asked.At - 1) * PageSize, PageSize, stop);
        await work.RollbackAsync();
        var lines = new List<FactLine>();
        foreach (var fact in facts) lines.Add(await LineAsync(fact, tenants, stop));
        return (lines, total);
    }
}

/// <summary>What the list was asked for.</summary>
public sealed record Asked(string Service, bool ParkedOnly, int Page)
{
    /// <summary>The page, within reason.</summary>
    public int At => Math.Clamp(Page, 1, 100_000);

    /// <summary>The address of a page of the same list.</summary>
    public string Href(int page) => $"{SeeFacts.Path}?service={Uri.EscapeDataString(Service)}&show={(ParkedOnly ? "parked" : "")}&page={page}";
}

/// <summary>A stuck fact in the list.</summary>
/// <param name="Club">Whose it is; <see langword="null"/> for the platform's own and for a club that was erased.</param>
public sealed record FactLine(StuckFact Fact, string? Club)
{
    /// <summary>Where it stands alone.</summary>
    public string Href => $"{SeeFacts.Path}/{Uri.EscapeDataString(Fact.Service)}/{Fact.EventId}";
}
