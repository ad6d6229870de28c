namespace PadelSaaS.Notifications.Wording;

/// <summary>A version of a club's own words for a kind of message, in a language, by a channel.</summary>
public sealed class OwnWords
{
    public Guid Id { get; init; }

    public string Kind { get; init; } = "";

    public string Language { get; init; } = "";

    /// <summary>One of <see cref="ChannelKind"/>.</summary>
    public string Channel { get; init; } = "";

    public int Version { get; init; }

    /// <summary>Of a mail its subject; of a WhatsApp message the name of the approved template.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Of a mail what stands above its words.</summary>
    public string Heading { get; init; } = "";

    /// <summary>Of a mail its paragraphs, with an empty line between; of a WhatsApp message a place on each line.</summary>
    public string Body { get; init; } = "";

    /// <summary>What could be named when they were saved.</summary>
    public string[] Names { get; init; } = [];

    /// <summary>Whether these count; at most one version does.</summary>
    public bool Active { get; set; }

    public string? BrokenWhy { get; set; }

    public Guid? MadeBy { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    internal Written Written => new(Subject, Heading, Body);
}

/// <summary>Words of one message by one channel, with their places.</summary>
internal sealed record Written(string Subject, string Heading, string Body)
{
    /// <summary>What stands where the club says nothing else.</summary>
    internal static Written Ours(string channel) => channel switch
    {
        ChannelKind.Email => new("{{subject}}", "{{heading}}", "{{text}}"),
        ChannelKind.WhatsApp => new("", "", "{{club}}\n{{subject}}\n{{summary}}\n{{link}}"),
        _ => new("", "", "{{club}}: {{subject}}\n{{summary}}\n{{link}}"),
    };
}

/// <summary>A message to a telephone, ready to be kept.</summary>
/// <param name="Text">What is read.</param>
/// <param name="Places">What fills the places of the carrier's template.</param>
/// <param name="CarrierTemplate">The club's own approved template; <see langword="null"/> for the platform's.</param>
internal sealed record RingingText(string Text, string[] Places, string? CarrierTemplate);

/// <summary>Fills words with what a mail says.</summary>
internal static class Filling
{
    private static readonly string[] Always = ["club", "name", "subject", "heading", "summary", "text", "link"];

    /// <summary>Every name words about this mail may use.</summary>
    public static IReadOnlyList<string> Names(Mail mail) => [.. Always, .. mail.Rows.Select(row => row.Name).OfType<string>().Distinct().Except(Always)];

    /// <summary>What the names stand for. Everything is plain text in the reader's language.</summary>
    public static Dictionary<string, string> Values(Mail mail, string club, string site, string? firstName)
    {
        var values = new Dictionary<string, string>
        {
            ["club"] = club,
            ["name"] = firstName ?? "",
            ["subject"] = mail.Subject,
            ["heading"] = mail.Heading,
            ["summary"] = mail.Preview,
            ["text"] = string.Join("\n\n", mail.Words),
            ["link"] = mail.Link?.Address ?? site,
        };
        foreach (var row in mail.Rows)
            if (row.Name is { } name) values.TryAdd(name, row.Value);
        return values;
    }

    /// <summary>The mail in other words. What it is about, the link, the rules below and the file that goes along stay as they are.</summary>
    public static Mail Mail(Mail mail, Written written, IReadOnlyCollection<string> names, IReadOnlyDictionary<string, string> values)
    {
        var (subject, heading) = (OneLine(written.Subject), OneLine(written.Heading));
        string[] paragraphs = [.. WordTemplate.Parse(written.Body, names).Fill(values).ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        if (subject.Length == 0 || paragraphs.Length == 0) throw new InvalidOperationException("Filled words are empty.");
        // The line an inbox shows beside the subject is the first that says more than hello.
        return mail with { Subject = subject, Heading = heading.Length > 0 ? heading : subject, Words = paragraphs, Preview = paragraphs.Length > 1 && paragraphs[0].EndsWith(',') ? paragraphs[1] : paragraphs[0] };

        string OneLine(string words) => WordTemplate.Parse(words, names).Fill(values).ReplaceLineEndings(" ").Trim();
    }

    /// <summary>Text for a telephone.</summary>
    public static string Text(Written written, IReadOnlyCollection<string> names, IReadOnlyDictionary<string, string> values)
    {
        var text = WordTemplate.Parse(written.Body, names).Fill(values).ReplaceLineEndings("\n").Trim();
        return text.Length > 0 ? text : throw new InvalidOperationException("Filled words are empty.");
    }

    /// <summary>What fills the places of an approved template, a line for each.</summary>
    public static string[] Places(Written written, IReadOnlyCollection<string> names, IReadOnlyDictionary<string, string> values) =>
        [.. written.Body.ReplaceLineEndings("\n").Trim().Split('\n').Select(line => WordTemplate.Parse(line, names).Fill(values).ReplaceLineEndings(" ").Trim())];
}
