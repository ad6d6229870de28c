using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Changing;

/// <summary>
/// What may be moved, and where to. Players move while cancelling would still be free, to what is offered; staff until the end, to any free
/// time of the opening hours. The rule that a player would have met is named when staff set it aside.
/// </summary>
internal static class MoveRules
{
    /// <summary>The rule that no one may break.</summary>
    public static Refusal? Forbidden(Booking booking, VenueCard venue, Move move, bool byStaff, DateTimeOffset now)
    {
        if (!IsMovable(booking, byStaff, now) || venue.Currency != booking.Currency) return Refusals.NotChangeable;
        if (!byStaff) return null;

        if (move.End <= now) return Refusals.AlreadyStarted;
        return BusinessDay.Holding(venue, move.Start).Any(day => day.Covers(move.Start, move.DurationMinutes)) ? null : Refusals.NotOffered;
    }

    /// <summary>The rule that binds a player, as far as it can be said without the neighbours.</summary>
    public static Refusal? Binding(Booking booking, VenueCard venue, Move move, DateTimeOffset now)
    {
        if (Closes(booking) is not { } until || now > until) return Refusals.ChangeTooLate;
        if (BusinessDay.Holding(venue, move.Start).FirstOrDefault() is not { } day) return Refusals.NotOffered;
        if (DrawTimes.Waiting(venue, move.Start, move.DurationMinutes, now) is { } drawn) return DrawRefusals.Waits(drawn);
        return day.Date > Horizon.Last(venue, now) ? Refusals.TooFarAhead : null;
    }

    /// <summary>
    /// Whether staff have to say why: money goes back, or a rule is set aside. The deadline for players binds nobody who stood at the desk.
    /// </summary>
    public static bool NeedsReason(Booking booking, MoveOffer offer, string? overridden) =>
        offer.Refund.AmountMinor > 0 || (overridden is not null && !(booking.Source == "desk" && overridden == Refusals.ChangeTooLate.Slug));

    /// <summary>Last instant at which the player may still move it; <see langword="null"/> where never.</summary>
    public static DateTimeOffset? Closes(Booking booking) => Cancellation.FreeUntil(Agreement.Of(booking));

    /// <summary>Whether a page offers the change.</summary>
    public static bool MayBegin(Booking booking, bool byStaff, DateTimeOffset now) => IsMovable(booking, byStaff, now) && (byStaff || now <= Closes(booking));

    /// <summary>The day with the booking's own time counted as free: it will have left it.</summary>
    public static VenueDay Without(this VenueDay day, Booking booking)
    {
        if (!day.Busy.TryGetValue(booking.CourtId, out var busy)) return day;
        var others = busy.Where(one => one.IsBlock || one.Start != booking.StartsAt || one.End != booking.EndsAt).ToArray();
        return day with { Busy = new Dictionary<Guid, Busy[]>(day.Busy) { [booking.CourtId] = others } };
    }

    /// <summary>What the days' other bookings say.</summary>
    public static (bool Offered, bool Taken) Neighbours(IEnumerable<VenueDay> days, Booking booking, Move move, DateTimeOffset now)
    {
        var (offered, taken) = (false, false);
        foreach (var day in days)
        {
            var others = day.Without(booking);
            offered |= others.Starts(move.CourtId, now).Allows(move.Start, move.DurationMinutes);
            taken |= others.Busy.GetValueOrDefault(move.CourtId, []).Any(busy => Overlaps(busy, busy.IsBlock ? 0 : day.Venue.Rules.BufferMinutes));
        }
        return (offered, taken);

        bool Overlaps(Busy busy, int buffer) => busy.Start < move.End.AddMinutes(buffer) && busy.End > move.Start.AddMinutes(-buffer);
    }

    private static bool IsMovable(Booking booking, bool byStaff, DateTimeOffset now) => byStaff
        ? booking.Status is BookingStatus.Confirmed or BookingStatus.InProgress && booking.EndsAt > now
        : booking.Status == BookingStatus.Confirmed && booking.StartsAt > now;
}
