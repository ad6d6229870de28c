using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts;
using PadelSaaS.Discovery.Pages;
using PadelSaaS.Discovery.Search;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Discovery.UseCases;

/// <summary>A player looks for somewhere to play, at any club: near a place, by a word, free at a time. Every answer leads into the club's own checkout.</summary>
internal static class FindVenues
{
    public const string Path = "/courts";

    /// <summary>What was found.</summary>
    /// <param name="Total">Venues that fit; where a date was given, of those that were asked.</param>
    /// <param name="Complete">Whether every venue that fits was asked for its free times: the closest 60 are.</param>
    internal sealed record Answer(IReadOnlyList<VenueAnswer> Venues, int Total, bool Complete, int Page, bool HasMore, IReadOnlyDictionary<string, IReadOnlyList<Facet>> Facets);

    /// <summary>A venue of a club.</summary>
    /// <param name="PriceFrom">What an hour costs at the best of times.</param>
    /// <param name="Url">Its page at the club.</param>
    internal sealed record VenueAnswer(
        Guid VenueId, string Name, ClubAnswer Club, string Address, string City, string Country, double Latitude, double Longitude, int? DistanceMetres, int Courts,
        IReadOnlyList<string> Roofs, IReadOnlyList<string> Surfaces, IReadOnlyList<string> Amenities, Money? PriceFrom, string Zone, string Url, IReadOnlyList<TimeAnswer> Times);

    /// <summary>Whose it is.</summary>
    internal sealed record ClubAnswer(string Slug, string Name, string Url);

    /// <summary>A start at which a court is free.</summary>
    /// <param name="Courts">How many courts are free then.</param>
    /// <param name="Url">The club's checkout with the cheapest of them.</param>
    internal sealed record TimeAnswer(DateTimeOffset Start, DateTimeOffset End, Money Price, int Courts, string Url);

    public static void Map(Doors doors)
    {
        doors.PortalApi.MapGet("/discovery/venues", HandleAsync).Costs(Effort.Search).WithSummary("Venues of every club: by name, near a place, free at a date and time").ProducesProblem(400);
        doors.Portal.MapGet(Path, ShowAsync).Costs(Effort.Search);
    }

    private static async Task<Results<Ok<Answer>, Refusal>> HandleAsync([AsParameters] Asked asked, Finder finder, CancellationToken stop)
    {
        var checks = new Checks();
        var wish = Wish.Read(asked, checks);
        if (!checks.Pass) return checks.Refusal();

        var found = await finder.FindAsync(wish, stop);
        return TypedResults.Ok(new Answer([.. found.Hits.Select(hit => Shown(hit, wish.Duration))], found.Total, found.Asked, found.Page, found.HasMore, found.Facets));
    }

    // A person's address is never refused: what makes no sense is said above what the rest of it finds.
    private static async Task<RazorComponentResult> ShowAsync([AsParameters] Asked asked, Finder finder, CancellationToken stop)
    {
        var checks = new Checks();
        var wish = Wish.Read(asked, checks);
        if (!checks.Pass) wish = wish with { Metres = wish.Metres is > 0 and <= 500_000 ? wish.Metres : null, Duration = wish.Duration is >= 15 and <= 480 ? wish.Duration : Wish.UsualMinutes, Page = Math.Clamp(wish.Page, 1, 100) };
        return new RazorComponentResult<CourtsPage>(new { Asked = asked, Wish = wish, Found = await finder.FindAsync(wish, stop), Faults = checks.Errors });
    }

    private static VenueAnswer Shown(Hit hit, int duration) => new(
        hit.Venue.Id, hit.Venue.Name, new ClubAnswer(hit.Club.Slug, hit.Club.Name, hit.Site), hit.Venue.Address, hit.Venue.City, hit.Venue.Country, hit.Venue.Latitude, hit.Venue.Longitude,
        hit.Venue.Metres, hit.Venue.Courts, hit.Venue.Roofs, hit.Venue.Surfaces, hit.Venue.Amenities, hit.Venue.PriceFrom, hit.Venue.Zone, $"{hit.Site}/venues/{Uri.EscapeDataString(hit.Venue.Key)}",
        [.. hit.Times.Select(time => new TimeAnswer(time.Start, time.Start.AddMinutes(duration), time.Price, time.Courts, CheckoutLink.To(hit, time)))]);
}
