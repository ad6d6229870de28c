using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace PadelSaaS.Ui.Parts;

/// <summary>The shapes inside the icons' svg elements. The icons are Lucide's (ISC licence, lucide.dev), embedded by Vendor.targets.</summary>
internal static partial class IconShapes
{
    private static readonly ConcurrentDictionary<string, string> Shapes = new();

    /// <summary>The shapes of one icon.</summary>
    /// <exception cref="InvalidOperationException">The icon is not in Icons/names.txt.</exception>
    public static string Of(string name) => Shapes.GetOrAdd(name, Read);

    private static string Read(string name)
    {
        using var stream = typeof(IconShapes).Assembly.GetManifestResourceStream("icon:" + name)
            ?? throw new InvalidOperationException($"There is no icon '{name}': add its Lucide name to src/Ui/Icons/names.txt.");
        using var reader = new StreamReader(stream);
        var inside = Inside().Match(reader.ReadToEnd()).Groups[1].Value;
        return Blank().Replace(inside, "").Trim();
    }

    [GeneratedRegex("<svg[^>]*>(.*)</svg>", RegexOptions.Singleline)]
    private static partial Regex Inside();

    [GeneratedRegex(@"(?<=>)\s+(?=<)")]
    private static partial Regex Blank();
}
