using System.Xml;

namespace PadelSaaS.Tenants;

/// <summary>
/// A drawing and nothing else. An SVG is a document: opened by its own address it could run scripts as the club's site. Pictures are
/// served in a sandbox all the same; what would need the sandbox is not stored in the first place.
/// </summary>
internal static class SafeSvg
{
    private static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase) { "script", "foreignObject", "iframe", "object", "embed", "handler", "listener" };

    public static bool Is(ReadOnlySpan<byte> content)
    {
        if (content.IndexOf("<svg"u8) is < 0 or >= 2048) return false;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            return IsDrawing(reader);
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static bool IsDrawing(XmlReader reader)
    {
        var root = true;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.ProcessingInstruction && reader.Name == "xml-stylesheet") return false;
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (root && reader.LocalName != "svg") return false;
            root = false;
            if (Refused.Contains(reader.LocalName)) return false;
            while (reader.MoveToNextAttribute())
                if (!IsHarmless(reader.LocalName, reader.Value)) return false;
        }
        return !root;
    }

    // References stay inside the file: to an id, or to a picture it carries along.
    private static bool IsHarmless(string name, string value)
    {
        if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase)) return false;
        if (!name.Equals("href", StringComparison.OrdinalIgnoreCase) && !name.Equals("src", StringComparison.OrdinalIgnoreCase)) return true;
        var target = value.Trim();
        return target.StartsWith('#') || (target.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) && !target.StartsWith("data:image/svg", StringComparison.OrdinalIgnoreCase));
    }
}
