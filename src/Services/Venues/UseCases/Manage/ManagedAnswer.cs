using Microsoft.AspNetCore.Http;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>A venue as its owner's programs see it: what each section was saved as, and the revision to send back with a change.</summary>
/// <param name="Missing">What it needs before it can be published: <c>courts</c>, <c>hours</c>, <c>prices</c>.</param>
internal sealed record ManagedAnswer(
    Guid Id, string Key, long Revision, bool Published, string Currency, IReadOnlyList<string> Missing, DetailsInput Details,
    IReadOnlyList<CourtsInput.Court?> Courts, IReadOnlyList<HoursInput.Opening?> Openings, RulesInput Rules, IReadOnlyList<PriceRuleInput?> Prices, IReadOnlyList<GroupsInput.Group?> Groups,
    IReadOnlyList<SeasonsInput.Season?> Seasons, IReadOnlyList<VenueAnswer.SpecialDay> Days,
    IReadOnlyList<ManagedAnswer.HistoryLine> History)
{
    /// <summary>How the prices are counted.</summary>
    public PriceSettingsInput PriceSettings { get; init; } = new();

    /// <summary>In the order they are shown.</summary>
    public IReadOnlyList<PhotosInput.Photo?> Photos { get; init; } = [];

    /// <summary>What is sold with courts.</summary>
    public IReadOnlyList<ExtrasInput.Item?> Extras { get; init; } = [];

    /// <summary>The price lists, newest first: what counts, what is planned, what was.</summary>
    public IReadOnlyList<PriceVersion> PriceLists { get; init; } = [];

    /// <summary>A price list and when it counts.</summary>
    /// <param name="State"><c>present</c>, <c>planned</c>, <c>past</c> or <c>withdrawn</c>.</param>
    internal sealed record PriceVersion(int Number, DateOnly From, DateTimeOffset SavedAt, string SavedBy, string State);

    /// <summary>Who changed what and when, newest first.</summary>
    internal sealed record HistoryLine(DateTimeOffset At, string Act, string By, IReadOnlyList<string> What);

    public static async ValueTask<ManagedAnswer> OfAsync(Found found, Readiness readiness, CancellationToken stop)
    {
        var shown = ManagedVenue.Of(found, await readiness.GapsAsync(found.Venue, stop), []);
        return new ManagedAnswer(
            found.Venue.Id, found.Venue.Key, found.Revision, found.Venue.Active, found.Venue.Currency, [.. shown.Steps.Where(step => !step.Done).Select(step => step.Section)],
            DetailsInput.Of(found.Venue), CourtsInput.Of(found.Venue).Courts!, HoursInput.Of(found.Venue).Openings!, RulesInput.Of(found.Venue), PricesInput.Of(found.Venue, found.Today).Prices!, GroupsInput.Of(found.Venue).Groups!,
            SeasonsInput.Of(found.Venue).Seasons!, [.. shown.Days.Select(VenueAnswer.Special)],
            [.. shown.History.Select(line => new HistoryLine(line.At, line.Act, line.Actor, line.What))])
        {
            PriceSettings = PriceSettingsInput.Of(found.Venue.PricesOn(found.Today).Pricing),
            Photos = PhotosInput.Of(found.Venue).Photos!,
            Extras = ExtrasInput.Of(found.Venue).Extras!,
            PriceLists = [.. ManagedPrices.Of(found).Lists.Select(list => new PriceVersion(list.Number, list.From, list.SavedAt, list.SavedBy, list.State))],
        };
    }

    /// <summary>The venue as it is now, or why it was not changed.</summary>
    public static async Task<IResult> AfterAsync(Guid id, Edited edited, Editor editor, Readiness readiness, CancellationToken stop)
    {
        if (edited.Refusal is { } refusal) return refusal;
        if (!edited.IsSaved) return edited.Faults.Refusal();
        return TypedResults.Ok(await OfAsync((await editor.FindAsync($"{id}", stop))!, readiness, stop));
    }
}
