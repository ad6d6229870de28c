namespace PadelSaaS.Contracts.Booking;

/// <summary>A series as every fact about it tells it.</summary>
/// <param name="Weekdays">ISO weekdays, 1 = Monday.</param>
/// <param name="EveryWeeks">1 is every week.</param>
/// <param name="Starts">Time of the wall clock at the venue, over every change of the clocks.</param>
/// <param name="Link">Path of the series' page on the club's site, with the guest's key where there is no account.</param>
public sealed record BookedSeries(
    Guid SeriesId, Guid VenueId, string VenueName, Guid CourtId, string CourtName, string Zone,
    IReadOnlyList<int> Weekdays, int EveryWeeks, TimeOnly Starts, int DurationMinutes, Booker Booker, string Link);

/// <summary>
/// Dates were booked as a series, or added to one. Each is a confirmed booking too and told as one; people hear of them together, from this.
/// </summary>
/// <param name="Act">One id for all that was done at once: the bookings' own facts name it as <see cref="BookedCourt.PartOf"/>.</param>
/// <param name="Dates">The dates booked now, in order.</param>
/// <param name="Skipped">Dates of the pattern that were left out.</param>
/// <param name="Extended">Whether they were added to a series that was there.</param>
public sealed record SeriesBooked(Guid Act, BookedSeries Series, IReadOnlyList<BookedCourt> Dates, IReadOnlyList<DateOnly> Skipped, bool Extended) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Series.SeriesId;
}

/// <summary>Several dates of a series have another court, time or length.</summary>
/// <param name="Dates">The dates as they are now, in order.</param>
/// <param name="Kept">Dates that stay as they were.</param>
/// <param name="Refund">What comes back of what was paid, over all dates.</param>
/// <param name="MovedBy"><c>player</c> or <c>staff</c>.</param>
public sealed record SeriesMoved(Guid Act, BookedSeries Series, IReadOnlyList<BookedCourt> Dates, IReadOnlyList<DateOnly> Kept, Money Refund, string MovedBy, string? Reason) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Series.SeriesId;
}

/// <summary>Several dates of a series were given up.</summary>
/// <param name="Dates">The dates that are cancelled, in order.</param>
/// <param name="Refund">What comes back of what was paid, each date by its own agreement.</param>
/// <param name="CancelledBy"><c>player</c> or <c>staff</c>.</param>
public sealed record SeriesCancelled(Guid Act, BookedSeries Series, IReadOnlyList<BookedCourt> Dates, Money Refund, string CancelledBy, string? Reason) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Series.SeriesId;
}
