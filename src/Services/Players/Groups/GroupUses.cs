using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Players.Groups;

/// <summary>A rule of a venue that speaks of a group.</summary>
/// <param name="What"><c>price</c> or <c>rules</c>.</param>
/// <param name="Name">Name of the price; <see langword="null"/> for booking rules.</param>
/// <param name="VenueKey">The venue's short name, for a way to its pages.</param>
public sealed record GroupUse(string What, string? Name, string Venue, string VenueKey);

/// <summary>Where venues speak of the club's groups: in prices, planned ones too, and in booking rules.</summary>
internal sealed class GroupUses(IVenues venues)
{
    public async Task<ILookup<string, GroupUse>> ReadAsync(CancellationToken stop)
    {
        var uses = new List<(string Key, GroupUse Use)>();
        foreach (var venue in await venues.AllAsync(stop))
        {
            var rules = venue.PriceLists.Count == 0 ? venue.Prices : venue.PriceLists.SelectMany(list => list.Rules);
            uses.AddRange(rules.SelectMany(rule => rule.Customers.Select(key => (key, new GroupUse("price", rule.Name, venue.Name, venue.Key)))).Distinct());
            uses.AddRange(venue.Rules.Policy.Groups.Select(group => (group.Group, new GroupUse("rules", null, venue.Name, venue.Key))));
        }
        return uses.ToLookup(one => one.Key, one => one.Use);
    }
}
