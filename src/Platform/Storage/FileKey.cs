using System.Text.RegularExpressions;

namespace PadelSaaS.Platform.Storage;

/// <summary>What may be a key: small letters, digits, dashes and single dots in parts between slashes. So no key leaves its folder, on any system.</summary>
public static partial class FileKey
{
    /// <summary>The key as it is.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string Check(string key) => key.Length <= 200 && Shape().IsMatch(key) ? key : throw new ArgumentException($"No key of a file: {key}", nameof(key));

    /// <summary>The media type that the end of a key stands for.</summary>
    /// <exception cref="ArgumentException">Nothing of this kind is stored.</exception>
    public static string ContentType(string key) => Path.GetExtension(key) switch
    {
        ".webp" => "image/webp",
        ".csv" => "text/csv",
        ".json" => "application/json",
        ".sealed" => "application/octet-stream",
        ".pdf" => "application/pdf",
        _ => throw new ArgumentException($"No kind of file that is stored: {key}", nameof(key)),
    };

    [GeneratedRegex(@"\A[a-z0-9-]+(\.[a-z0-9-]+)*(/[a-z0-9-]+(\.[a-z0-9-]+)*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
