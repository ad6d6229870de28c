using Npgsql;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Changing;

/// <summary>
/// The one statement by which a booking changes its place: only the row the decision was taken from, only under the rules it was taken by,
/// and only where the exclusion constraint lets it be.
/// </summary>
internal static class MovedRow
{
    private const string Sql = """
        with before as (select id, upper(occupies) as until from bookings where id = $1)
        update bookings set court_id = $4, starts_at = $5, ends_at = $6, occupies = tstzrange($5, $7), total_amount_minor = $8, price_lines = $9::jsonb, price_basis = $17::jsonb,
          cancellation_tiers = $10::jsonb, terms = $16::jsonb, paid_minor = $11, moves = moves + 1, updated_at = $3
        from before
        where bookings.id = before.id and updated_at = $2 and status = $14 and moves = $15 and key_turn = $18
          and exists (select from revisions where subject = $12 and revision = $13)
        returning before.until
        """;

    /// <returns>Until when it occupied its court before; nothing when the booking or the rules are others by now.</returns>
    /// <exception cref="PostgresException">Somebody else has the court then.</exception>
    public static async Task<DateTimeOffset?> WriteAsync(UnitOfWork work, Booking seen, VenueCard venue, Move move, MoveOffer offer, DateTimeOffset now, CancellationToken stop)
    {
        var occupiedUntil = move.End.AddMinutes(venue.Rules.BufferMinutes);
        await EndHoldsAsync(work, move.CourtId, move.Start, occupiedUntil, now, stop, venue.Id);
        await using var update = work.Command(Sql,
            seen.Id, seen.UpdatedAt, now, move.CourtId, move.Start, move.End, occupiedUntil, offer.Price.AmountMinor, BookingView.Write(offer.PriceLines),
            BookingView.Write(venue.Rules.Cancellation), seen.PaidMinor - offer.Refund.AmountMinor, venue.Id, venue.Revision, seen.Status, seen.Moves, BookingView.Write(BookingTerms.Of(venue.Rules)),
            BookingView.Write(offer.Basis with { At = now }), seen.KeyTurn);
        return await update.ExecuteScalarAsync(stop) is DateTime until ? new DateTimeOffset(until, TimeSpan.Zero) : null;
    }

    /// <summary>Ends the dead holds of a place that is about to be taken.</summary>
    public static async Task EndHoldsAsync(UnitOfWork work, Guid courtId, DateTimeOffset start, DateTimeOffset until, DateTimeOffset now, CancellationToken stop, Guid? rulesOf = null)
    {
        await using var batch = work.Batch();
        batch.BatchCommands.Add(EndedHolds.OnCourt(courtId, start, until, now, rulesOf));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        await EndedHolds.ReadAsync(reader);
    }

    /// <summary>The booking as the statement left it.</summary>
    public static void Take(this Booking booking, Move move, MoveOffer offer, VenueCard venue, DateTimeOffset now)
    {
        (booking.CourtId, booking.StartsAt, booking.EndsAt) = (move.CourtId, move.Start, move.End);
        (booking.TotalAmountMinor, booking.PaidMinor) = (offer.Price.AmountMinor, booking.PaidMinor - offer.Refund.AmountMinor);
        (booking.PriceLines, booking.PriceBasis) = (BookingView.Write(offer.PriceLines), BookingView.Write(offer.Basis with { At = now }));
        booking.CancellationTiers = BookingView.Write(venue.Rules.Cancellation);
        booking.Terms = BookingView.Write(BookingTerms.Of(venue.Rules));
        (booking.Moves, booking.UpdatedAt) = (booking.Moves + 1, now);
    }
}
