using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tenants.Domains;
using PadelSaaS.Tenants.Lifecycle;
using PadelSaaS.Tenants.Plans;

namespace PadelSaaS.Tenants.Clubs;

/// <summary>An admin sees every club: its state, whether its schema is up to date, how much it is used, what is planned; and one club with what was done to it. The same as JSON.</summary>
internal sealed class SeeClubs(ITenantStore tenants, ClubBook book, ClubUse use, DomainBook domains, PlanBook plans, UnitOfWork work)
{
    public const string Path = "/clubs";
    public const string ErasedPath = "/erased-clubs";
    private const int PageSize = 25;

    public static void Map(Doors doors)
    {
        doors.Console.MapGet(Path, (string? q, string? state, int? page, SeeClubs see, CancellationToken stop) => see.ShowAsync(q, state, page, stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapGet(Path + ".json", (string? q, string? state, int? page, SeeClubs see, CancellationToken stop) => see.ListAsync(q, state, page, stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapGet(Path + "/{slug}", (string slug, string? done, SeeClubs see, CancellationToken stop) => see.OneAsync(slug, done, stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapGet(ErasedPath, (SeeClubs see, CancellationToken stop) => see.ErasedAsync(stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapGet(ErasedPath + ".json", (SeeClubs see, CancellationToken stop) => see.ErasedListAsync(stop)).Needs(ConsoleDoor.Ability);
    }

    /// <summary>The club of a slug, read from the table: what an admin decides by is not remembered.</summary>
    public async Task<TenantInfo?> FindAsync(string slug, CancellationToken stop) => (await tenants.AllAsync(stop)).FirstOrDefault(club => club.Slug == slug);

    /// <summary>The page of one club, with what was typed where it was refused.</summary>
    public async Task<IResult> PageAsync(TenantInfo club, string? done, ClubRefused? refused, CancellationToken stop)
    {
        var figures = await use.ThisMonthAsync(club, stop);
        await work.BeginPlatformAsync(stop);
        var lines = await book.LinesAsync([club], stop);
        var changes = await book.ChangesAsync(club.Id, stop);
        await work.RollbackAsync();
        // It was erased between the two looks.
        if (lines.Count == 0) return Refusal.NotFound("This club");
        return new RazorComponentResult<ClubPage>(new { Line = lines[0], Figures = figures, Changes = changes, Domains = await domains.OfAsync(club.Id, stop), Plan = await plans.OfAsync(club.Id, stop), Plans = await plans.PlansAsync(stop), Done = done, Refused = refused })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : refused.Status,
        };
    }

    private async Task<IResult> OneAsync(string slug, string? done, CancellationToken stop) =>
        await FindAsync(slug, stop) is { } club ? await PageAsync(club, done, null, stop) : Refusal.NotFound("This club");

    private async Task<IResult> ShowAsync(string? q, string? state, int? page, CancellationToken stop)
    {
        var list = await ReadAsync(q, state, page, stop);
        return new RazorComponentResult<ClubsPage>(new { List = list });
    }

    private async Task<IResult> ListAsync(string? q, string? state, int? page, CancellationToken stop)
    {
        var list = await ReadAsync(q, state, page, stop);
        return Results.Json(new
        {
            list.Total,
            list.Page,
            list.Pages,
            Clubs = list.Rows.Select(row => new
            {
                row.Line.Tenant.Id,
                row.Line.Tenant.Slug,
                row.Line.Tenant.Name,
                State = Word(row.Line.Tenant.State),
                row.Line.Tenant.Country,
                row.Line.Tenant.Currency,
                row.Line.OpenedAt,
                StateSince = row.Line.Since,
                row.Line.EraseAt,
                row.Line.IsWell,
                Migrations = new { row.Line.Scripts, row.Line.ScriptsWanted },
                LastError = row.Line.Failure ?? row.Line.TimerError,
                row.Line.ParkedTimers,
                ThisMonth = row.Figures is { } figures ? new { figures.Bookings, figures.Players } : null,
                row.Figures?.Ahead,
                row.Figures?.RefundsDue,
            }),
        });
    }

    private async Task<IResult> ErasedAsync(CancellationToken stop) => new RazorComponentResult<ErasedClubsPage>(new { Receipts = await ReceiptsAsync(stop) });

    private async Task<IResult> ErasedListAsync(CancellationToken stop) => Results.Json(new { Receipts = await ReceiptsAsync(stop) });

    private async Task<IReadOnlyList<ErasureReceipt>> ReceiptsAsync(CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        var receipts = await book.ReceiptsAsync(stop);
        await work.RollbackAsync();
        return receipts;
    }

    private async Task<ClubList> ReadAsync(string? q, string? state, int? page, CancellationToken stop)
    {
        var asked = FoldedText.Of((q ?? "").Replace("\0", "", StringComparison.Ordinal));
        var all = await tenants.AllAsync(stop);
        var found = all.Where(club => (string.IsNullOrEmpty(state) || Word(club.State) == state) && (asked.Length == 0 || club.Slug.Contains(asked, StringComparison.Ordinal) || FoldedText.Of(club.Name).Contains(asked, StringComparison.Ordinal)))
            .OrderBy(club => FoldedText.Of(club.Name), StringComparer.Ordinal).ToList();
        var pages = Math.Max(1, (found.Count + PageSize - 1) / PageSize);
        var at = Math.Clamp(page ?? 1, 1, pages);
        List<TenantInfo> shown = [.. found.Skip((at - 1) * PageSize).Take(PageSize)];

        await work.BeginPlatformAsync(stop);
        var lines = await book.LinesAsync(shown, stop);
        var planned = await book.PlannedAsync(stop);
        await work.RollbackAsync();
        var rows = new List<ClubRow>();
        foreach (var line in lines) rows.Add(new ClubRow(line, await use.ThisMonthAsync(line.Tenant, stop)));
        var names = all.ToDictionary(club => club.Id);
        return new ClubList(q?.Trim() ?? "", state ?? "", rows, found.Count, at, pages, [.. planned.Where(one => names.ContainsKey(one.Id)).Select(one => (names[one.Id], one.EraseAt))]);
    }

    /// <summary>A state as addresses and programs write it.</summary>
    public static string Word(TenantState state) => state.ToString().ToLower(CultureInfo.InvariantCulture);
}

/// <summary>A club in the list.</summary>
/// <param name="Figures">How much it is used; <see langword="null"/> while it is being opened.</param>
public sealed record ClubRow(ClubLine Line, ClubFigures? Figures);

/// <summary>What was found.</summary>
/// <param name="Planned">Every club that will be erased, whatever was looked for.</param>
public sealed record ClubList(string Q, string State, IReadOnlyList<ClubRow> Rows, int Total, int Page, int Pages, IReadOnlyList<(TenantInfo Club, DateTimeOffset EraseAt)> Planned);

/// <summary>What was refused of a turn, and what had been typed.</summary>
public sealed record ClubRefused(string Turn, int Status, string? Confirm, string? Reason, string? ConfirmError, string? ReasonError, string? Sentence);
