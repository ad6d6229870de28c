using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Jobs;

/// <summary>
/// At the start of a booking that was given up and of which something was kept: if others have its court for all of its time, what was kept goes back, and
/// never more than they pay. Decided then and not when somebody books, because who books may give it back again.
/// </summary>
internal sealed class ResellBooking(UnitOfWork work, IVenues venues, LinkKeys keys, TimeProvider clock) : ITimerJob
{
    public const string Name = "resell-booking";

    // A court has one booking at a time, so that whatever stands there was made after the other was given up. Blocks and lessons are the club's own.
    private const string Sql = """
        select coalesce(sum(total_amount_minor), 0)::bigint from bookings
        where court_id = $1 and status in ('confirmed', 'in_progress', 'completed', 'no_show') and booking_type not in ('block', 'lesson')
          and currency = $4 and starts_at < $3 and ends_at > $2
        having range_agg(tstzrange(starts_at, ends_at)) @> tstzrange($2, $3)
        """;

    /// <summary>What the timer is about.</summary>
    public static string KeyOf(BookingCancelled fact, Money kept) => string.Create(CultureInfo.InvariantCulture, $"{fact.Court.BookingId} {kept.AmountMinor} {(fact.AsCredit ? "credit" : "origin")}");

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var words = key.Split(' ');
        var (id, kept, asCredit, now) = (Guid.Parse(words[0]), long.Parse(words[1], CultureInfo.InvariantCulture), words[2] == "credit", clock.GetUtcNow());
        await work.BeginAsync(stop);
        var booking = await work.Model<BookingModel>().Bookings.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        if (booking is not { Status: BookingStatus.Cancelled } || await venues.FindAsync(booking.VenueId, stop) is not { } venue || await PaidByOthersAsync(booking, stop) is not { } others || Math.Min(kept, others) is not (> 0 and var back))
        {
            await work.RollbackAsync();
            return;
        }
        work.Tell(new BookingResold(booking.Tell(venue, await keys.ForAsync(booking, stop)), new Money(back, booking.Currency)) { AsCredit = asCredit, Shared = booking.PaymentMethod == PaymentMethods.Split });
        await History.AddAsync(work, id, now, "resold", Caller.Nobody, "clock", stop);
        await work.CommitAsync(stop);
    }

    // Null where the time was not played on, or not all of it.
    private async Task<long?> PaidByOthersAsync(Booking booking, CancellationToken stop)
    {
        await using var command = work.Command(Sql, booking.CourtId, booking.StartsAt, booking.EndsAt, booking.Currency);
        return await command.ExecuteScalarAsync(stop) as long?;
    }
}
