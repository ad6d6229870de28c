using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Changing;

/// <summary>What the desk noted, or the rule that refused.</summary>
internal sealed record AttendOutcome(Booking? Booking, VenueCard? Venue, Refusal? Refusal);

/// <summary>
/// The desk notes who came and who did not. Each is noted once; noting it again changes nothing, and who was noted as here cannot become
/// somebody who did not come.
/// </summary>
internal sealed class Attending(Finding finding, UnitOfWork work, GivingBack giving, LinkKeys keys, Visit visit, TimeProvider clock)
{
    private const int MostAttempts = 3;
    private static readonly TimeSpan Early = TimeSpan.FromHours(3);

    /// <summary>They stand at the desk: possible from three hours before the start to the end.</summary>
    public Task<AttendOutcome> ArrivedAsync(Guid id, CancellationToken stop) => ArrivedAsync(id, () => finding.ReadAsync(id, null, stop), stop);

    /// <summary>They note it themselves at a screen of the venue, which has looked whose booking it is.</summary>
    public Task<AttendOutcome> ArrivedAtKioskAsync(Guid id, VenueCard venue, CancellationToken stop) => ArrivedAsync(id, () => finding.AtVenueAsync(id, venue, stop), stop);

    private Task<AttendOutcome> ArrivedAsync(Guid id, Func<Task<(Booking, VenueCard)?>> read, CancellationToken stop) => NoteAsync(
        id, read, BookingStatus.InProgress, "arrived", "update bookings set status = 'in_progress', arrived_at = $4, updated_at = $4 where id = $1 and updated_at = $2 and status = $3",
        (booking, now) => booking.Status != BookingStatus.Confirmed || now >= booking.EndsAt ? Refusals.NotExpected
            : now < booking.StartsAt - Early ? Refusals.TooEarlyToArrive : null, stop);

    /// <summary>Nobody came: possible from the start on, also after the end has made the booking a completed one.</summary>
    public Task<AttendOutcome> NoShowAsync(Guid id, CancellationToken stop) => NoteAsync(
        id, () => finding.ReadAsync(id, null, stop), BookingStatus.NoShow, "no_show", "update bookings set status = 'no_show', updated_at = $4 where id = $1 and updated_at = $2 and status = $3 and arrived_at is null",
        (booking, now) => booking.Status is not (BookingStatus.Confirmed or BookingStatus.Completed) || booking.ArrivedAt is not null ? Refusals.NotMissing
            : now < booking.StartsAt ? Refusals.NotBegun : null, stop);

    private async Task<AttendOutcome> NoteAsync(
        Guid id, Func<Task<(Booking, VenueCard)?>> read, string status, string act, string sql, Func<Booking, DateTimeOffset, Refusal?> rule, CancellationToken stop)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            if (await read() is not var (booking, venue)) return new AttendOutcome(null, null, Refusals.NoBooking);
            if (booking.Status == status) return new AttendOutcome(booking, venue, null);
            var now = clock.GetUtcNow();
            if (rule(booking, now) is { } refusal) return new AttendOutcome(null, null, refusal);

            var linkKey = await keys.ForAsync(booking, stop);
            await work.BeginAsync(stop);
            await using var update = work.Command(sql, booking.Id, booking.UpdatedAt, booking.Status, now);
            if (await update.ExecuteNonQueryAsync(stop) == 0)
            {
                await work.RollbackAsync();
                continue;
            }
            var court = booking.Tell(venue, linkKey);
            if (status == BookingStatus.NoShow)
            {
                var missed = Missed(booking, court);
                if (missed.Refund is { } back && await giving.TakeAsync(back, GivingBack.Of(booking), null, [new Changed("status", booking.Status, status), GivingBack.Paid(booking, back)], stop) is { } over)
                {
                    await work.RollbackAsync();
                    return new AttendOutcome(null, null, over);
                }
                work.Tell(missed);
            }
            else work.Tell(new PlayersArrived(court));
            await History.AddAsync(work, id, now, act, visit.Caller, booking.GuestName, stop);
            await work.CommitAsync(stop);
            if (status == BookingStatus.InProgress) booking.ArrivedAt = now;
            (booking.Status, booking.UpdatedAt) = (status, now);
            return new AttendOutcome(booking, venue, null);
        }
        return new AttendOutcome(null, null, Refusals.NotExpected);
    }

    // What was agreed about not coming: of what was paid more than the club keeps goes back, what is missing to that is owed.
    private static NoShowRecorded Missed(Booking booking, BookedCourt court)
    {
        var kept = Cancellation.Kept(booking.Price, BookingView.TermsOf(booking.Terms)).AmountMinor;
        return new NoShowRecorded(court, new Money(Math.Max(0, kept - booking.GivenBackMinor - booking.LetGoMinor - booking.PaidMinor), booking.Currency))
        {
            Refund = new Money(Math.Max(0, booking.PaidMinor - kept), booking.Currency),
        };
    }

    /// <summary>What the desk can note about the booking now.</summary>
    public static (bool Arrival, bool NoShow) Possible(Booking booking, DateTimeOffset now) => (
        booking.Status == BookingStatus.Confirmed && now >= booking.StartsAt - Early && now < booking.EndsAt,
        booking.Status is BookingStatus.Confirmed or BookingStatus.Completed && booking.ArrivedAt is null && now >= booking.StartsAt);
}
