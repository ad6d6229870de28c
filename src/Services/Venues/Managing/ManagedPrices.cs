using PadelSaaS.Ui.Parts;
using PadelSaaS.Venues.Prices;

namespace PadelSaaS.Venues.Managing;

/// <summary>What the prices page needs to know besides the list it shows.</summary>
public sealed record ManagedPrices(IReadOnlyList<ManagedList> Lists, IReadOnlyList<Option> Groups, IReadOnlyList<int> Durations, IReadOnlyList<ManagedSeason> Seasons)
{
    private const int MostShown = 12;

    internal static ManagedPrices Of(Found found)
    {
        var (venue, today) = (found.Venue, found.Today);
        var present = venue.ListOn(today);
        return new ManagedPrices(
            [.. venue.PriceVersions.Where(row => row.Kind == PriceVersionRow.Courts).OrderByDescending(row => row.Number).Take(MostShown).Select(row => new ManagedList(
                row.Number, row.ValidFrom, row.SavedAt, row.SavedBy,
                row.WithdrawnAt is not null ? "withdrawn" : row == present ? "present" : venue.Planned(today).Contains(row) ? "planned" : "past"))],
            [.. venue.Groups.OrderBy(group => group.Position).Select(group => new Option(group.Key, group.Name))],
            [.. venue.DurationsMinutes.Order()],
            [.. venue.Seasons.OrderBy(season => season.First).Select(season => new ManagedSeason(season.Name, season.First, season.Last))]);
    }
}

/// <summary>A price list that was saved.</summary>
/// <param name="State"><c>present</c>, <c>planned</c>, <c>past</c> or <c>withdrawn</c>.</param>
public sealed record ManagedList(int Number, DateOnly From, DateTimeOffset SavedAt, string SavedBy, string State)
{
    /// <summary>Whether it has counted for ever.</summary>
    public bool IsFirst => From == PriceVersionRow.Always;
}

/// <summary>A season of the venue's hours, to be named by prices.</summary>
public sealed record ManagedSeason(string Name, DateOnly First, DateOnly Last);
