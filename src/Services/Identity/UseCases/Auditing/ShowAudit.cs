using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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

/// <summary>What the audit log was asked for, as it came, and how much there is.</summary>
/// <param name="Faulty">The days that are none; they narrow nothing.</param>
public sealed record AuditAsked(string? Who, string? What, string? Text, string? From, string? Until, IReadOnlyList<string> Faulty)
{
    /// <summary>The page shown, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>How many pages there are.</summary>
    public int Pages { get; init; } = 1;

    /// <summary>How many rows there are.</summary>
    public int Total { get; init; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrow => Query != new AuditQuery();

    /// <summary>The question to the log.</summary>
    public AuditQuery Query => new(Who, What, Text, Day(From), Day(Until));

    internal static AuditAsked Of(string? who, string? what, string? text, string? from, string? until) => new(
        Short(who), Short(what), Short(text), Short(from), Short(until),
        [.. new[] { ("from", from), ("until", until) }.Where(day => !string.IsNullOrEmpty(day.Item2) && Day(day.Item2) is null).Select(day => day.Item1)]);

    /// <summary>Address of a page of the same question, or of its export.</summary>
    public string Href(string path, int? page = null) => path + QueryString.Create(new Dictionary<string, string?>
    {
        ["who"] = Who,
        ["what"] = What,
        ["q"] = Text,
        ["from"] = From,
        ["until"] = Until,
        ["page"] = page is null ? null : $"{page}",
    }.Where(part => !string.IsNullOrEmpty(part.Value)));

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200 ? day : null;

    private static string? Short(string? text) => text switch { null or "" => null, { Length: > 100 } => text[..100], _ => text };
}
