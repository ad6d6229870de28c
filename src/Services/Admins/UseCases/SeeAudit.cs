using System.Globalization;
using System.Text;
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
        var asked = Asked.Of(who, what, q, from, until);
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
        var (rows, total) = await log.PageAsync(Asked.Of(who, what, q, from, until).Query, 0, Most, stop);
        work.Audit(new Act("audit.exported", "audit log", "platform") { Changes = [new Changed("rows", null, $"{Math.Min(total, Most)}")] });
        await work.CommitAsync(stop);

        // A mark in front tells spreadsheets that this is UTF-8.
        var text = new StringBuilder("\uFEFF").Append("row,at,kind,id,name,act,subject kind,subject,subject name,changes,reason,address,device,session\r\n");
        foreach (var row in rows) text.AppendJoin(',', Cells(row).Select(Cell)).Append("\r\n");
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"platform-audit-{clock.GetUtcNow():yyyy-MM-dd}.csv");
    }

    private static IEnumerable<string?> Cells(AuditRow row)
    {
        var said = row.Content;
        return
        [
            row.Seq.ToString(CultureInfo.InvariantCulture), row.At.ToString("O", CultureInfo.InvariantCulture), said.Actor.Kind, $"{said.Actor.Id}", said.Actor.Name, said.Act,
            said.Subject.Kind, said.Subject.Id, said.Subject.Name, string.Join("; ", (said.Changes ?? []).Select(change => $"{change.Field}: {change.Before ?? "–"} → {change.After ?? "–"}")),
            said.Reason, said.Ip, said.Agent, said.Session,
        ];
    }

    // What a spreadsheet would take for a formula gets an apostrophe in front: a name may have been chosen to be one.
    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

/// <summary>What the log was asked for, as it came.</summary>
/// <param name="Faulty">The days that are none; they narrow nothing.</param>
public sealed record Asked(string? Who, string? What, string? Text, string? From, string? Until, IReadOnlyList<string> Faulty)
{
    private const int Longest = 100;

    /// <summary>The question to the log.</summary>
    public AuditQuery Query => new(Who, What, Text, Day(From), Day(Until));

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrow => Query != new AuditQuery();

    internal static Asked Of(string? who, string? what, string? text, string? from, string? until) => new(
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
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200 ? day : null;

    private static string? Short(string? text) => text switch { null or "" => null, { Length: > Longest } => text[..Longest], _ => text };
}
