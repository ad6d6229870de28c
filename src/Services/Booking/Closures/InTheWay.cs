using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Closures;

/// <summary>A booking that a change of the club would break.</summary>
/// <param name="Refund">What would come back: everything that was paid, because it is the club that cancels.</param>
/// <param name="Cancellable">Whether it can still be given up; one that was played is past.</param>
public sealed record Impact(Booking Booking, Money Refund, bool Cancellable)
{
    /// <summary>Where it could move to, the closest first.</summary>
    public IReadOnlyList<Rehoused> Places { get; init; } = [];

    /// <summary>Why what was paid cannot become credit, a word of <see cref="CreditRule"/>; <see langword="null"/> when it can.</summary>
    public string? NoCredit { get; init; } = CreditRule.NoWallets;

    /// <summary>What suggests itself: the same time on another court where there is one, else everything back.</summary>
    public Rehoused? Suggested => Places.FirstOrDefault(place => place.Start == Booking.StartsAt);

    // A lesson is called off or moved as a lesson, so that its pupils hear of it.
    internal static Impact Of(Booking booking, DateTimeOffset now) =>
        new(booking, new Money(booking.PaidMinor, booking.Currency), booking.IsPlayers && booking.StatusAt(now) is BookingStatus.Pending or BookingStatus.Confirmed);
}

/// <summary>An impact as the API answers it.</summary>
/// <param name="Decisions">What the club may decide for this booking.</param>
/// <param name="Suggested">The decision that suggests itself: <c>move</c> to the first place where it has the same time, else <c>cancel_and_refund</c>.</param>
/// <param name="Places">Where it could move to, the closest first.</param>
/// <param name="NoCredit">Why what was paid cannot become credit: <c>nothing_paid</c>, <c>no_wallets</c>, <c>guest</c>, <c>shared</c> or <c>handed_over</c>; absent when it can.</param>
internal sealed record ImpactView(BookingView Booking, Money Refund, IReadOnlyList<string> Decisions, string? Suggested, IReadOnlyList<Rehoused> Places, string? NoCredit)
{
    public static ImpactView Of(Impact impact, VenueCard venue, DateTimeOffset now) =>
        new(BookingView.Of(impact.Booking, venue, now), impact.Refund,
            [
                .. impact.Places.Count > 0 ? [Decision.MoveElsewhere] : Array.Empty<string>(),
                .. impact.Cancellable ? [Decision.CancelAndRefund] : Array.Empty<string>(),
                .. impact is { Cancellable: true, NoCredit: null } ? [Decision.CancelAndCredit] : Array.Empty<string>(),
            ],
            impact.Suggested is not null ? Decision.MoveElsewhere : impact.Cancellable ? Decision.CancelAndRefund : null, impact.Places, impact.NoCredit);
}

/// <summary>Finds the live bookings that stand in the way of what the club wants to change.</summary>
internal static class InTheWay
{
    private const string OnCourtsSql = """
        select * from bookings
        where venue_id = {0} and court_id = any({1}) and starts_at > {2}::timestamptz - interval '1 day' and starts_at < {3} and ends_at > {2}
          and status not in ('cancelled', 'expired') and booking_type <> 'block'
        order by starts_at, id
        """;

    // Beyond any horizon a club may have.
    private const int YearsAhead = 3;

    private const string LockedSql = OnCourtsSql + " for update";

    /// <summary>Bookings that share a minute with a time on some courts, in order.</summary>
    /// <param name="locked">Whether nobody may change them until the transaction ends.</param>
    public static async Task<IReadOnlyList<Impact>> OnCourtsAsync(
        UnitOfWork work, Guid venueId, Guid[] courts, DateTimeOffset start, DateTimeOffset end, DateTimeOffset now, bool locked, CancellationToken stop)
    {
        var rows = await work.Model<BookingModel>().Bookings
            .FromSqlRaw(locked ? LockedSql : OnCourtsSql, venueId, courts, start, end)
            .AsNoTracking().ToListAsync(stop);
        return [.. rows.Where(row => row.Stands(now)).Select(row => Impact.Of(row, now))];
    }

    /// <summary>Bookings that have not ended and that other hours would no longer cover.</summary>
    /// <param name="before">The venue as it is open now.</param>
    /// <param name="after">The venue as it would be open.</param>
    public static async Task<IReadOnlyList<Impact>> OfHoursAsync(UnitOfWork work, VenueCard before, VenueCard after, DateTimeOffset now, CancellationToken stop)
    {
        var found = await OnCourtsAsync(work, before.Id, [.. before.Courts.Select(court => court.Id)], now, now.AddYears(YearsAhead), now, locked: false, stop);
        return [.. found.Where(impact => Covers(before, impact.Booking) && !Covers(after, impact.Booking))];
    }

    private static bool Covers(VenueCard venue, Booking booking) => BusinessDay.Holding(venue, booking.StartsAt).Any(day => day.Covers(booking.StartsAt, booking.DurationMinutes));
}
