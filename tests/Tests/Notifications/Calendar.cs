using System.Globalization;
using System.Text;

namespace PadelSaaS.Tests.Notifications;

/// <summary>Reads an iCalendar file by RFC 5545 and not by what our writer happens to write.</summary>
public sealed class Calendar
{
    private readonly Dictionary<string, string> properties = [];

    public Calendar(string file)
    {
        file.EndsWith("\r\n", StringComparison.Ordinal).ShouldBeTrue();
        var lines = file.Split("\r\n")[..^1];
        foreach (var line in lines)
        {
            line.ShouldNotContain("\n");
            Encoding.UTF8.GetByteCount(line).ShouldBeLessThanOrEqualTo(75);
        }
        foreach (var line in file.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var name = line[..line.IndexOfAny([':', ';'])];
            var value = line[ValueAt(line)..];
            if (name is "BEGIN" or "END") Structure.Add($"{name}:{value}");
            else properties.ShouldNotContainKey(name);
            properties[name] = value;
        }
    }

    public List<string> Structure { get; } = [];

    public string this[string name] => properties[name];

    public string Text(string name) => this[name].Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\,", ",", StringComparison.Ordinal)
        .Replace("\\;", ";", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    public DateTimeOffset Instant(string name) =>
        DateTimeOffset.ParseExact(this[name], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    // The value begins behind the first colon that no parameter quotes.
    private static int ValueAt(string line)
    {
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"') quoted = !quoted;
            if (line[i] == ':' && !quoted) return i + 1;
        }
        throw new FormatException(line);
    }
}
