using System.Globalization;
using System.Text;

namespace PadelSaaS.Notifications.Wording;

/// <summary>What is wrong with words somebody wrote.</summary>
/// <param name="Line">Where, from 1.</param>
/// <param name="Rule">One of the sentences of <see cref="WordFaults"/>.</param>
/// <param name="Name">The name it is about.</param>
internal sealed record WordFault(int Line, string Rule, string Name);

/// <summary>What can be wrong, as sentences with places for line and name.</summary>
internal static class WordFaults
{
    public const string Unknown = "Line {0}: there is no {1} in this message.";
    public const string Unended = "Line {0}: what begins with {1} does not end.";
    public const string Unbegun = "Line {0}: {1} ends what never began.";
    public const string Unclosed = "Line {0}: two braces are opened and not closed.";
    public const string TooDeep = "Line {0}: {1} stands inside too many others.";
}

/// <summary>Words could not be read or filled.</summary>
internal sealed class WordsBrokenException(WordFault fault) : Exception(string.Format(CultureInfo.InvariantCulture, fault.Rule, fault.Line, fault.Name))
{
    public WordFault Fault => fault;
}

/// <summary>
/// Words with places: <c>{{name}}</c> becomes a value, <c>{{#name}}…{{/name}}</c> stands only where there is one, <c>{{^name}}…{{/name}}</c> only where there
/// is none. Nothing else is done: no code, no reach into objects, no loops. What comes out is plain text; whoever sends it writes it as its channel needs.
/// </summary>
internal sealed class WordTemplate
{
    private const int Deepest = 4;
    private const int Longest = 20_000;
    private readonly List<Part> parts;

    private WordTemplate(List<Part> parts) => this.parts = parts;

    /// <summary>Reads words.</summary>
    /// <exception cref="WordsBrokenException">They name what is not known, or a part of them does not end.</exception>
    public static WordTemplate Parse(string text, IReadOnlyCollection<string> known)
    {
        var open = new Stack<(Part Part, int Line)>();
        List<Part> all = [];
        for (int at = 0, line = 1; at < text.Length;)
        {
            var begins = text.IndexOf("{{", at, StringComparison.Ordinal);
            var plain = text[at..(begins < 0 ? text.Length : begins)];
            if (plain.Length > 0) Here().Add(new Part(PartKind.Text, plain));
            line += plain.Count(letter => letter == '\n');
            if (begins < 0) break;

            var ends = text.IndexOf("}}", begins, StringComparison.Ordinal);
            if (ends < 0) throw Broken(line, WordFaults.Unclosed, "{{");
            var said = text[(begins + 2)..ends];
            Read(said.Trim(), line);
            line += said.Count(letter => letter == '\n');
            at = ends + 2;
        }
        return open.TryPeek(out var last) ? throw Broken(last.Line, WordFaults.Unended, Shown(last.Part.Name)) : new WordTemplate(all);

        List<Part> Here() => open.TryPeek(out var inside) ? inside.Part.Inside : all;

        void Read(string said, int line)
        {
            var kind = said.Length == 0 ? PartKind.Value : said[0] switch { '#' => PartKind.If, '^' => PartKind.Unless, '/' => PartKind.End, _ => PartKind.Value };
            var name = kind == PartKind.Value ? said : said[1..].Trim();
            if (kind == PartKind.End)
            {
                if (!open.TryPop(out var begun) || begun.Part.Name != name) throw Broken(line, WordFaults.Unbegun, Shown($"/{name}"));
                return;
            }
            if (!known.Contains(name)) throw Broken(line, WordFaults.Unknown, Shown(name));
            var part = new Part(kind, name);
            Here().Add(part);
            if (kind == PartKind.Value) return;
            if (open.Count >= Deepest) throw Broken(line, WordFaults.TooDeep, Shown(name));
            open.Push((part, line));
        }
    }

    /// <summary>The words with their values; of a name without one nothing is said.</summary>
    public string Fill(IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder();
        Fill(parts, values, text);
        return text.ToString();
    }

    private static void Fill(List<Part> parts, IReadOnlyDictionary<string, string> values, StringBuilder text)
    {
        foreach (var part in parts)
        {
            var value = part.Kind == PartKind.Text ? null : values.GetValueOrDefault(part.Name);
            if (part.Kind == PartKind.Text) text.Append(part.Name);
            else if (part.Kind == PartKind.Value) text.Append(value);
            else if (string.IsNullOrWhiteSpace(value) == (part.Kind == PartKind.Unless)) Fill(part.Inside, values, text);
            if (text.Length > Longest) throw new InvalidOperationException($"Filled words are longer than {Longest} letters.");
        }
    }

    private static string Shown(string name) => $"{{{{{name}}}}}";

    private static WordsBrokenException Broken(int line, string rule, string name) => new(new WordFault(line, rule, name));

    private enum PartKind
    {
        Text,
        Value,
        If,
        Unless,
        End,
    }

    private sealed record Part(PartKind Kind, string Name)
    {
        public List<Part> Inside { get; } = [];
    }
}
