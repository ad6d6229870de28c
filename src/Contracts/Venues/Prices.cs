namespace PadelSaaS.Contracts.Venues;

/// <summary>All that decides what courts of a venue cost to be played on from a business date on. A list that was saved is never changed.</summary>
/// <param name="Number">Counts the venue's lists, the first is 1.</param>
/// <param name="From">First business date of play it speaks of. Of several that have begun, the one that began last counts.</param>
public sealed record PriceList(int Number, DateOnly From, IReadOnlyList<PriceRule> Rules)
{
    /// <summary>Whether the rule of the first minute prices the whole booking; otherwise every minute has the price of its own rule.</summary>
    public bool ByStart { get; init; }

    /// <summary>Minor units a court's price is rounded to, half up, once.</summary>
    public int RoundToMinor { get; init; } = 1;

    /// <summary>Share of tax that court prices contain, such as 2100; <see langword="null"/> where receipts name none.</summary>
    public int? TaxBasisPoints { get; init; }

    /// <summary>Where prices follow how much of the day is sold; empty where they do not.</summary>
    public IReadOnlyList<OccupancyPricing> Occupancy { get; init; } = [];
}

/// <summary>What an hour costs on some courts, days and local times. The rule with the highest priority wins, minute by minute.</summary>
/// <param name="CourtIds">The courts it speaks of; empty, and no group either, means all of the venue.</param>
/// <param name="Weekdays">ISO weekdays of the local date of each minute.</param>
/// <param name="FromMinute">Local minute of the day, inclusive, 0 to 1439.</param>
/// <param name="ToMinute">Local minute of the day, exclusive, 1 to 1440.</param>
/// <param name="PerHourMinor">Minor units of the venue's currency for 60 elapsed minutes.</param>
public sealed record PriceRule(
    Guid Id, string Name, IReadOnlyList<Guid> CourtIds, IReadOnlyList<int> Weekdays,
    int FromMinute, int ToMinute, long PerHourMinor, int Priority)
{
    /// <summary>Keys of groups whose courts it speaks of, besides <see cref="CourtIds"/>.</summary>
    public IReadOnlyList<string> CourtGroups { get; init; } = [];

    /// <summary>Lengths of booking it speaks of; empty for all.</summary>
    public IReadOnlyList<int> Durations { get; init; } = [];

    /// <summary>Fixed prices by length of booking. Where there is one it counts instead of <see cref="PerHourMinor"/>.</summary>
    public IReadOnlyDictionary<int, long> PerDuration { get; init; } = new Dictionary<int, long>();

    /// <summary>Keys of customer groups it is for; empty for everybody.</summary>
    public IReadOnlyList<string> Customers { get; init; } = [];

    /// <summary>First local date of its season.</summary>
    public DateOnly? First { get; init; }

    /// <summary>Last local date of its season, inclusive.</summary>
    public DateOnly? Last { get; init; }

    /// <summary>Whether it speaks of every date, customer and length.</summary>
    public bool IsUsual => Durations.Count == 0 && Customers.Count == 0 && First is null && Last is null;
}

/// <summary>Prices of some courts rise and fall with the share of their open time that is sold on the day.</summary>
/// <param name="CourtGroups">Keys of groups of courts; empty for all courts of the venue.</param>
/// <param name="Bands">In order; the first whose bound lies above the share counts.</param>
/// <param name="LowestPerHourMinor">It lowers no price below this, for 60 minutes.</param>
/// <param name="HighestPerHourMinor">It raises no price above this, for 60 minutes.</param>
public sealed record OccupancyPricing(IReadOnlyList<string> CourtGroups, IReadOnlyList<OccupancyBand> Bands, long? LowestPerHourMinor, long? HighestPerHourMinor);

/// <summary>A band of occupancy.</summary>
/// <param name="BelowBasisPoints">Share of sold time under which it holds; <see langword="null"/> for the last band.</param>
/// <param name="ChangeBasisPoints">What it adds to the price; negative takes off.</param>
public sealed record OccupancyBand(int? BelowBasisPoints, int ChangeBasisPoints);

/// <summary>Something that is sold with a court: a racket, balls, light.</summary>
/// <param name="Key">Its name in files and programs; never changed.</param>
/// <param name="Per"><c>booking</c>, <c>person</c> or <c>hour</c>.</param>
/// <param name="TaxBasisPoints">Share of tax its price contains; <see langword="null"/> where receipts name none.</param>
/// <param name="Automatic">Charged without being chosen.</param>
public sealed record Extra(string Key, string Name, long PriceMinor, string Per, int? TaxBasisPoints, bool Automatic)
{
    /// <summary>Courts it goes with; empty, and no group either, means all.</summary>
    public IReadOnlyList<Guid> CourtIds { get; init; } = [];

    /// <summary>Keys of groups whose courts it goes with.</summary>
    public IReadOnlyList<string> CourtGroups { get; init; } = [];

    /// <summary>Local minute from which it is charged or offered; by the hour only the minutes from there count.</summary>
    public int FromMinute { get; init; }

    /// <summary>Local minute until which it is charged or offered, exclusive.</summary>
    public int ToMinute { get; init; } = 1440;

    /// <summary>How many the venue can give out at one time; <see langword="null"/> for any number.</summary>
    public int? Stock { get; init; }

    /// <summary>The most of it that one booking may have.</summary>
    public int Most { get; init; } = 1;
}

/// <summary>Prices as they were kept. Touches the database; what counts now is on the venue's card.</summary>
public interface IKeptPrices
{
    /// <summary>Every price list and list of extras a venue has had.</summary>
    Task<KeptPrices> OfAsync(Guid venueId, CancellationToken stop = default);
}

/// <summary>All that a venue's prices have been.</summary>
public sealed record KeptPrices(IReadOnlyList<KeptList<PriceList>> Courts, IReadOnlyList<KeptList<IReadOnlyList<Extra>>> Extras)
{
    /// <summary>The list that counted for a date of play, as one knew at an instant.</summary>
    public static KeptList<T>? AsOf<T>(IEnumerable<KeptList<T>> kept, DateOnly date, DateTimeOffset asOf) => kept
        .Where(list => list.From <= date && list.SavedAt <= asOf && !(list.WithdrawnAt <= asOf)).OrderBy(list => list.From).ThenBy(list => list.Number).LastOrDefault();
}

/// <summary>A list with the time in which it counted.</summary>
/// <param name="WithdrawnAt">When the club thought better of it before it began.</param>
public sealed record KeptList<T>(int Number, DateOnly From, DateTimeOffset SavedAt, DateTimeOffset? WithdrawnAt, T Content);
