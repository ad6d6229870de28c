using System.Globalization;
using System.Text;

namespace PadelSaaS.Ui.Text;

/// <summary>How lines of an iCalendar file are written (RFC 5545): they end in CRLF, and none is longer than 75 bytes.</summary>
public static class CalendarLines
{
    /// <summary>Adds a line, folded between characters and never inside one: a continuation begins with a space, which counts.</summary>
    public static void Add(StringBuilder file, string line)
    {
        const int mostBytes = 75;
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > mostBytes)
            {
                file.Append("\r\n ");
                bytes = 1;
            }
            file.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }
        file.Append("\r\n");
    }

    /// <summary>An instant in UTC.</summary>
    public static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A text as the value of a line.</summary>
    public static string Text(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
