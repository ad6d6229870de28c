namespace PadelSaaS.Venues.Prices;

/// <summary>A list of prices or of extras as it was saved. Only its end is ever added.</summary>
internal sealed class PriceVersionRow
{
    public const string Courts = "courts";
    public const string Extras = "extras";

    /// <summary>From when the first list of a venue counts.</summary>
    public static readonly DateOnly Always = new(2000, 1, 1);

    public required Guid Id { get; init; }

    public Guid VenueId { get; init; }

    /// <summary><see cref="Courts"/> or <see cref="Extras"/>.</summary>
    public required string Kind { get; init; }

    public required int Number { get; init; }

    /// <summary>First business date of play it speaks of.</summary>
    public required DateOnly ValidFrom { get; init; }

    public required DateTimeOffset SavedAt { get; init; }

    public required string SavedBy { get; init; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>JSON: the list in the words of the tenant's file.</summary>
    public required string Content { get; init; }
}
