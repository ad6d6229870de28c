using Npgsql;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Days;

/// <summary>Plays the last month again under prices an owner thinks of, booking by booking, with what each depended on.</summary>
internal sealed class Replaying(OneTrip trip, TimeProvider clock) : IPriceReplay
{
    private const int Days = 30;
    private const int MostNamed = 5;

    private const string Sql = """
        select id, court_id, starts_at, ends_at, guest_name, total_amount_minor, currency, price_basis::text
        from bookings
        where venue_id = $1 and starts_at >= $2 and starts_at < $3 and booking_type not in ('block', 'lesson') and status in ('confirmed', 'in_progress', 'completed', 'no_show') and currency = $4
        """;

    private sealed record Played(Guid Id, Guid CourtId, DateTimeOffset Start, DateTimeOffset End, string Name, Money Agreed, PriceBasis Basis)
    {
        public int Minutes => (int)(End - Start).TotalMinutes;
    }

    public async Task<PriceReplay> OfAsync(VenueCard venue, PriceList list, CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        var played = await trip.RunAsync(
            batch => batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql)
            {
                Parameters = { new() { Value = venue.Id }, new() { Value = now.AddDays(-Days) }, new() { Value = now }, new() { Value = venue.Currency } },
            }),
            ReadAsync, stop);

        var (before, after, notSold) = (0L, 0L, 0);
        var changed = new List<ReplayedPrice>();
        foreach (var one in played)
        {
            var again = Again.Of(venue, one.CourtId, one.Start, one.Minutes, one.Basis, list, venue.Extras, venue.ExtrasNumber)?.Total;
            if (again is null) notSold++;
            var total = again ?? one.Agreed;
            (before, after) = (before + one.Agreed.AmountMinor, after + total.AmountMinor);
            if (total != one.Agreed)
                changed.Add(new ReplayedPrice(one.Id, Booking.CodeOf(one.Id), venue.Courts.FirstOrDefault(court => court.Id == one.CourtId)?.Name ?? "", one.Start, one.Name, one.Agreed, total));
        }
        return new PriceReplay(
            played.Count, new Money(before, venue.Currency), new Money(after, venue.Currency), changed.Count(one => Rise(one) > 0), changed.Count(one => Rise(one) < 0), notSold,
            [.. changed.Where(one => Rise(one) > 0).OrderByDescending(Rise).ThenBy(one => one.Start).Take(MostNamed)]);
    }

    private static long Rise(ReplayedPrice one) => one.After.AmountMinor - one.Before.AmountMinor;

    private static async Task<List<Played>> ReadAsync(NpgsqlDataReader rows)
    {
        var played = new List<Played>();
        while (await rows.ReadAsync())
            played.Add(new Played(
                rows.GetGuid(0), rows.GetGuid(1), rows.GetFieldValue<DateTimeOffset>(2), rows.GetFieldValue<DateTimeOffset>(3), rows.GetString(4),
                new Money(rows.GetInt64(5), rows.GetString(6)), BookingView.Basis(rows.GetString(7))));
        return played;
    }
}
