namespace PadelSaaS.Discovery.Search;

/// <summary>An engine that knows the index: which venues go by these words and lie near this place, the best first.</summary>
internal interface IVenueSearch
{
    /// <summary>Venues by words and distance; choices are made among them afterwards.</summary>
    /// <param name="most">How many are wanted; <see langword="null"/> for as many as a question may find.</param>
    Task<IReadOnlyList<FoundVenue>> FindAsync(IReadOnlyList<string> words, Place? near, double? metres, CancellationToken stop, int? most = null);
}
