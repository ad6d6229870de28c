using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Venues.Managing;

/// <summary>A venue as its owner's pages show it.</summary>
/// <param name="Courts">By key; the hint is the id.</param>
/// <param name="Week">What courts cost in a usual week; on the prices page only.</param>
public sealed record ManagedVenue(
    string Key, string Name, string City, string Zone, string Currency, bool Active, long Revision, IReadOnlyList<ManagedStep> Steps,
    IReadOnlyList<Option> Courts, IReadOnlyList<ManagedChange> History, IReadOnlyList<PricedStretch> Week)
{
    /// <summary>Dates with hours of their own, in order.</summary>
    public IReadOnlyList<DateException> Days { get; init; } = [];

    /// <summary>In the order they are shown.</summary>
    public IReadOnlyList<VenuePhoto> Photos { get; init; } = [];

    /// <summary>Its price lists and what prices can name.</summary>
    public ManagedPrices Pricing { get; init; } = new([], [], [], []);

    /// <summary>Groups of customers that prices can be for, by key.</summary>
    public IReadOnlyList<Option> CustomerGroups { get; init; } = [];

    /// <summary>Whether nothing is missing.</summary>
    public bool IsReady => Steps.All(step => step.Done);

    internal static ManagedVenue Of(Found found, IReadOnlyList<Gap> gaps, IReadOnlyList<PricedStretch> week)
    {
        var venue = found.Venue;
        ManagedStep[] steps =
        [
            new("courts", "At least one court", venue.Courts.Exists(court => court.Active)),
            new("hours", "Opening hours", venue.Hours.Count > 0),
            new("prices", "A price for every hour it is open", venue.ListOn(found.Today) is not null && gaps.Count == 0),
        ];
        return new ManagedVenue(
            venue.Key, venue.Name, venue.City, venue.Zone, venue.Currency, venue.Active, found.Revision, steps,
            [.. venue.Courts.OrderBy(court => court.Position).Select(court => new Option(court.Key, court.Name, Hint: $"{court.Id}", Disabled: !court.Active))],
            [.. found.History.Select(row => new ManagedChange(row.At, row.Act, row.Actor, Changes.Names(row.Changes)))], week)
        {
            Days = venue.ToCard(found.Revision, found.At).Exceptions,
            Photos = venue.ToCard(found.Revision).Photos,
            Pricing = ManagedPrices.Of(found),
        };
    }
}

/// <summary>Something a venue needs before players may see it.</summary>
/// <param name="Section">Last part of the page's address where it is done.</param>
public sealed record ManagedStep(string Section, string Label, bool Done);

/// <summary>A line of a venue's history.</summary>
public sealed record ManagedChange(DateTimeOffset At, string Act, string Actor, IReadOnlyList<string> What);

/// <summary>A form of the owner's pages: what stands in it and why it was refused.</summary>
/// <param name="Meanwhile">Who saved while it was being edited.</param>
/// <param name="Done">What was done on the page before.</param>
public sealed record ManagedForm(Typed Typed, IReadOnlyList<FieldError> Errors, string? Meanwhile = null, string? Done = null)
{
    /// <summary>The last month at prices that are not saved yet.</summary>
    public PriceReplay? Replay { get; init; }

    /// <summary>Bookings that other hours would leave outside.</summary>
    public IReadOnlyList<SoldTime> InTheWay { get; init; } = [];

    /// <summary>The error of a field.</summary>
    public string? At(string name) => Errors.FirstOrDefault(error => error.Name == name)?.Message;
}
