using System.Text;

namespace PadelSaaS.Platform;

/// <summary>Files of rows as spreadsheets write them: UTF-8 or Windows-1252, comma, semicolon or tab, quoted or not.</summary>
public static class CsvText
{
    private const string Dangerous = "=+-@\t\r";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file. What is no UTF-8 was written by an older spreadsheet.</summary>
    public static string Decode(byte[] bytes)
    {
        try
        {
            return Utf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }

    /// <summary>Rows with the line of the file they begin on; empty ones are left out.</summary>
    public static IEnumerable<(int Line, string[] Cells)> Read(string text)
    {
        var separator = Separator(text);
        var (cells, cell, isQuoted, line, begun) = (new List<string>(), new StringBuilder(), false, 1, 1);
        for (var i = text.StartsWith('\uFEFF') ? 1 : 0; i <= text.Length; i++)
        {
            var letter = i < text.Length ? text[i] : '\n';
            if (letter == '\n') line++;
            if (isQuoted && i < text.Length)
            {
                if (letter != '"') cell.Append(letter);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
                else isQuoted = false;
            }
            else if (letter == '"' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (letter == separator || letter == '\n')
            {
                cells.Add(Unguarded(cell.ToString().TrimEnd('\r')));
                cell.Clear();
                if (letter == separator) continue;
                if (cells.Any(one => !string.IsNullOrWhiteSpace(one))) yield return (begun, [.. cells]);
                cells.Clear();
                (begun, isQuoted) = (line, false);
            }
            else
            {
                cell.Append(letter);
            }
        }
    }

    /// <summary>One row, with the quotes it needs. A cell that a spreadsheet would calculate is made a text.</summary>
    public static string Row(IEnumerable<string?> cells) => string.Join(',', cells.Select(cell => Quoted(Guarded(cell ?? "")))) + "\r\n";

    private static string Guarded(string cell) => cell.Length > 0 && Dangerous.Contains(cell[0], StringComparison.Ordinal) ? "'" + cell : cell;

    private static string Unguarded(string cell) => cell.Length > 1 && cell[0] == '\'' && Dangerous.Contains(cell[1], StringComparison.Ordinal) ? cell[1..] : cell;

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",;\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // The one that stands most often in the first line, outside quotes.
    private static char Separator(string text)
    {
        var first = text.AsSpan(0, Math.Max(0, text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length)).ToString();
        var outside = string.Concat(first.Split('"').Where((_, place) => place % 2 == 0));
        return new[] { ',', ';', '\t' }.MaxBy(separator => outside.Count(letter => letter == separator));
    }
}
