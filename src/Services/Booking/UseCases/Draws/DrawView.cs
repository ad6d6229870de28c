using PadelSaaS.Booking.Draws;

namespace PadelSaaS.Booking.UseCases.Draws;

/// <summary>A draw as the API answers it: enough to make its order again.</summary>
/// <param name="State"><c>open</c>, <c>due</c> (entries are closed, the draw is about to be held), <c>drawn</c> or <c>called_off</c>.</param>
/// <param name="Date">Local date of the times.</param>
/// <param name="Commitment">SHA-256 of the seed, the same from before the first entry on.</param>
/// <param name="Seed">The seed itself, once it is drawn.</param>
/// <param name="Algorithm">How the order comes about, in words.</param>
/// <param name="Entries">By number while it is open, in the drawn order afterwards. Nobody is named.</param>
/// <param name="Mine">The caller's own entry.</param>
internal sealed record DrawView(
    Guid Id, Guid VenueId, string State, string Date, DateTimeOffset StartLocal, DateTimeOffset EndLocal, DateTimeOffset DrawAt, DateTimeOffset DrawAtLocal, string Commitment, string? Seed, string Algorithm,
    IReadOnlyList<DrawView.Entry> Entries, DrawView.Own? Mine)
{
    public const string Words =
        "Before the first entry a seed is chosen and its SHA-256 (of the 64 hexadecimal letters as UTF-8 text) is published as commitment. An entry's ticket is the SHA-256 of the text seed:number, as lower-case hexadecimal. The lowest ticket is drawn first.";

    /// <summary>An entry, by its number.</summary>
    /// <param name="Place">Place in the drawn order, from 1.</param>
    /// <param name="Ticket">What decided it.</param>
    internal sealed record Entry(int Number, string Status, int? Place, string? Ticket);

    /// <summary>The caller's own entry with what is held for it.</summary>
    internal sealed record Own(Guid Id, int Number, string Status, int? Place, Guid? CourtId, IReadOnlyList<DateTimeOffset> StartsLocal, int DurationMinutes, Guid? BookingId, DateTimeOffset? ExpiresAt);

    public static DrawView Of(FoundDraw found, DateTimeOffset now)
    {
        var (draw, zone) = (found.Draw, found.Venue.Zone);
        var entries = draw.DrawnAt is null ? found.Entries : [.. found.Entries.OrderBy(entry => entry.Place ?? int.MaxValue).ThenBy(entry => entry.Number)];
        return new DrawView(
            draw.Id, draw.VenueId, StateOf(draw, now), draw.LocalDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            BookingView.LocalOf(draw.StartsAt, zone), BookingView.LocalOf(draw.EndsAt, zone), draw.DrawAt, BookingView.LocalOf(draw.DrawAt, zone), draw.Commitment, draw.Seed, Words,
            [.. entries.Select(entry => new Entry(entry.Number, Public(entry), entry.Place, entry.Place is null ? null : DrawOrder.Ticket(draw.Seed!, entry.Number)))],
            found.Mine is not { } mine ? null : new Own(mine.Id, mine.Number, mine.Status == DrawEntry.Won && found.Offer(now) is null ? DrawEntry.Passed : mine.Status, mine.Place, mine.CourtId,
                [.. mine.Starts.Select(start => BookingView.LocalOf(start, zone))], mine.DurationMinutes, mine.BookingId, found.Offer(now)?.ExpiresAt));
    }

    public static string StateOf(Draw draw, DateTimeOffset now) => draw.CalledOffAt is not null ? "called_off" : draw.DrawnAt is not null ? "drawn" : draw.IsOpen(now) ? "open" : "due";

    // Whether somebody then took the court is their own affair.
    private static string Public(DrawEntry entry) => entry.Status switch
    {
        DrawEntry.Entered or DrawEntry.Withdrawn => entry.Status,
        DrawEntry.Won or DrawEntry.Taken or DrawEntry.Passed => "drawn",
        _ => "not_drawn",
    };
}
