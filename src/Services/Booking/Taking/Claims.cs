using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Taking;

/// <summary>
/// What has to be had besides the court for a wish to come true. What the venue sells is looked up in memory; how many are left of what is
/// short is decided inside the transaction that takes the court, one booking at a time for each thing.
/// </summary>
internal static class Claims
{
    private const string OutSql = """
        select coalesce(sum((chosen->>'count')::int), 0)::int from bookings, jsonb_array_elements(price_basis->'extras') as chosen
        where venue_id = $1 and chosen->>'key' = $2 and starts_at > $3::timestamptz - interval '1 day' and starts_at < $4 and ends_at > $3 and id <> $6
          and status not in ('cancelled', 'expired') and (status <> 'pending' or hold_expires_at > $5)
        """;

    /// <summary>Whether the wish asks for something the venue does not sell with this time, or for too much of it.</summary>
    public static Refusal? Refused(Pricing pricing, Wish wish)
    {
        foreach (var chosen in wish.Extras)
        {
            if (pricing.Choices(wish.Start, wish.DurationMinutes).FirstOrDefault(extra => extra.Key == chosen.Key) is not { } extra) return Refusals.ExtraNotOffered(chosen.Key);
            if (chosen.Count < 1 || chosen.Count > extra.Most) return Refusals.TooManyOfExtra(chosen.Key, extra.Most);
        }
        return null;
    }

    /// <summary>Whether the wish needs something of which there are only so many.</summary>
    public static bool AreShort(VenueCard venue, Wish wish) => wish.Extras.Any(chosen => venue.Extras.Any(extra => extra.Key == chosen.Key && extra.Stock is not null));

    /// <summary>Decides in the open transaction whether enough is left at that time.</summary>
    public static async Task<Refusal?> DecideAsync(UnitOfWork work, VenueCard venue, Wish wish, Guid bookingId, DateTimeOffset now, CancellationToken stop)
    {
        // In one order, so that two who want the same things never wait for each other.
        foreach (var chosen in wish.Extras.OrderBy(chosen => chosen.Key, StringComparer.Ordinal))
        {
            if (venue.Extras.FirstOrDefault(extra => extra.Key == chosen.Key)?.Stock is not { } stock) continue;
            await using (var alone = work.Command("select pg_advisory_xact_lock(hashtextextended($1, 1))", $"{venue.Id} {chosen.Key}")) await alone.ExecuteNonQueryAsync(stop);
            await using var count = work.Command(OutSql, venue.Id, chosen.Key, wish.Start, wish.Start.AddMinutes(wish.DurationMinutes), now, bookingId);
            var left = stock - (int)(await count.ExecuteScalarAsync(stop))!;
            if (left < chosen.Count) return Refusals.ExtraSoldOut(chosen.Key, Math.Max(0, left));
        }
        return null;
    }
}
