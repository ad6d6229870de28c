using System.Globalization;
using System.Text;

namespace PadelSaaS.Platform.Audit;

/// <summary>Rows of an audit log as a file for a spreadsheet.</summary>
public static class AuditSheet
{
    /// <summary>Its media type.</summary>
    public const string Type = "text/csv; charset=utf-8";

    /// <summary>One line for each row, with a head. A mark in front tells spreadsheets that this is UTF-8.</summary>
    public static byte[] Of(IEnumerable<AuditRow> rows)
    {
        var text = new StringBuilder("\uFEFF").Append("row,at,kind,id,name,act,subject kind,subject,subject name,changes,reason,address,device,session\r\n");
        foreach (var row in rows) text.AppendJoin(',', Cells(row).Select(Cell)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
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
