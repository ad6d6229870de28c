using System.Text;

namespace PadelSaaS.Payments.Accounting;

/// <summary>Rows as a file for a spreadsheet: a mark in front tells it that this is UTF-8, and what it would take for a formula gets an apostrophe.</summary>
internal static class Sheet
{
    public const string Type = "text/csv; charset=utf-8";

    /// <summary>How many rows go into one file.</summary>
    public const int Most = 20_000;

    public static byte[] Of(string head, IEnumerable<IEnumerable<string?>> rows)
    {
        var text = new StringBuilder("\uFEFF").Append(head).Append("\r\n");
        foreach (var row in rows) text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // A plain number may begin with a minus; nothing else may begin as a formula does.
    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var isNumber = text.AsSpan(text[0] == '-' ? 1 : 0) is { Length: > 0 } digits && digits.IndexOfAnyExceptInRange('.', '9') < 0 && !digits.Contains('/');
        var safe = !isNumber && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !isNumber ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
