namespace PadelSaaS.Contracts.Venues;

/// <summary>A photo of a venue, kept in several widths.</summary>
/// <param name="Width">Of the largest one, in pixels.</param>
/// <param name="Height">Of the largest one, in pixels.</param>
/// <param name="Widths">What it is kept in, smallest first.</param>
/// <param name="Alt">What can be seen, by language code.</param>
public sealed record VenuePhoto(Guid Id, int Width, int Height, IReadOnlyList<int> Widths, IReadOnlyDictionary<string, string> Alt)
{
    /// <summary>Where one of the widths is, on the club's site.</summary>
    public string Path(int width) => $"/media/photos/{Id}/{width}.webp";

    /// <summary>The smallest that is at least so wide, else the largest.</summary>
    public string AtLeast(int width) => Path(Widths.FirstOrDefault(one => one >= width, Widths[^1]));

    /// <summary>All widths for a browser to choose of.</summary>
    public string Sources => string.Join(", ", Widths.Select(width => $"{Path(width)} {width}w"));

    /// <summary>What can be seen, in a language, else in another the club wrote it in.</summary>
    public string AltIn(string language, string otherwise) => Alt.GetValueOrDefault(language) ?? Alt.GetValueOrDefault(otherwise) ?? Alt.Values.FirstOrDefault("");
}
