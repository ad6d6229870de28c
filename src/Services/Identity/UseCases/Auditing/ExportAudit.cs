using System.Globalization;
using System.Text;
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

        // A mark in front tells spreadsheets that this is UTF-8.
        var text = new StringBuilder("\uFEFF").Append("row,at,kind,id,name,act,subject kind,subject,subject name,changes,reason,address,device,session\r\n");
        foreach (var row in rows) text.AppendJoin(',', Cells(row).Select(Cell)).Append("\r\n");
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"audit-{clock.GetUtcNow():yyyy-MM-dd}.csv");
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
