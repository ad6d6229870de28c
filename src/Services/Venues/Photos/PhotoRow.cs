namespace PadelSaaS.Venues.Photos;

/// <summary>A photo of a venue; its files stand in <see cref="PhotoFiles"/>.</summary>
internal sealed class PhotoRow
{
    public required Guid Id { get; init; }

    public Guid VenueId { get; init; }

    /// <summary>Of the file that was sent.</summary>
    public required string Checksum { get; init; }

    /// <summary>Pixels of the largest file.</summary>
    public required int Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public required int Height { get; init; }

    /// <summary>The widths it is kept in, smallest first.</summary>
    public required int[] Widths { get; init; }

    /// <summary>JSON: what can be seen, by language code.</summary>
    public string Alt { get; set; } = "{}";

    /// <summary>Its name in the tenant's file; <see langword="null"/> where somebody uploaded it.</summary>
    public string? File { get; set; }

    public int Position { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
