using Npgsql;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Closures;

/// <summary>
/// The rows by which a closure takes its courts: one per court and 24 hours, because that is the longest a row of the calendar may be. A block has
/// no player, no price and no pause beside it.
/// </summary>
internal static class Blocks
{
    /// <summary>What <c>booking_type</c> says of a block.</summary>
    public const string Type = "block";

    private const string InsertSql = """
        insert into bookings (id, venue_id, court_id, starts_at, ends_at, occupies, zone, status, booking_type, group_size, guest_name, language,
          total_amount_minor, currency, price_lines, cancellation_tiers, source, created_by, created_at, updated_at, closure_id)
        select block.id, $4, block.court, block.starts, block.ends, 'empty', $5, 'confirmed', 'block', 1, $6, $7, 0, $8, '[]', '[]', 'desk', $9::uuid, $10, $10, $11
        from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $12::timestamptz[]) as block (id, court, starts, ends)
        on conflict do nothing
        """;

    /// <summary>The stretches a closure takes of some courts.</summary>
    public static IEnumerable<(Guid CourtId, DateTimeOffset Start, DateTimeOffset End)> Of(Closure closure, IEnumerable<Guid> courts)
    {
        foreach (var court in courts)
            for (var start = closure.StartsAt; start < closure.EndsAt; start = start.AddDays(1))
                yield return (court, start, start.AddDays(1) < closure.EndsAt ? start.AddDays(1) : closure.EndsAt);
    }

    /// <summary>Writes them; where a booking is in the way that row is missing from the count.</summary>
    public static NpgsqlCommand Insert(
        UnitOfWork work, Closure closure, VenueCard venue, IReadOnlyList<(Guid CourtId, DateTimeOffset Start, DateTimeOffset End)> blocks, string language, DateTimeOffset now) =>
        work.Command(InsertSql,
            blocks.Select(_ => Guid.CreateVersion7(now)).ToArray(), blocks.Select(block => block.CourtId).ToArray(), blocks.Select(block => block.Start).ToArray(),
            venue.Id, venue.Zone, closure.Reason, language, venue.Currency, (object?)closure.CreatedBy ?? DBNull.Value, now, closure.Id,
            blocks.Select(block => block.End).ToArray());
}
