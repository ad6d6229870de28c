using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Venues.Managing;

/// <summary>How a change of hours went.</summary>
/// <param name="InTheWay">Bookings outside the new hours: those that refuse it, or, once it is saved, those that were kept.</param>
internal sealed record HoursChanged(Found? Found, Faults Faults, Refusal? Refusal, IReadOnlyList<SoldTime> InTheWay)
{
    public bool IsSaved => Found is not null;
}

/// <summary>Opens dates otherwise than before, once somebody has named every booking that leaves outside and stays as it is.</summary>
internal sealed class OtherHours(Editor editor, ISoldTimes sold)
{
    /// <summary>Which bookings a change would leave outside; nothing is changed.</summary>
    public async Task<HoursChanged> PreviewAsync(string venue, Action<Venue, Faults> change, CancellationToken stop)
    {
        if (await editor.FindAsync(venue, stop) is not { } found) return Refused(Refusals.NoVenue);
        var (before, faults) = (found.Venue.ToCard(found.Revision), new Faults());
        change(found.Venue, faults);
        return new HoursChanged(null, faults, null, faults.None ? await sold.OutsideAsync(before, found.Venue.ToCard(found.Revision), stop) : []);
    }

    /// <param name="seen">Revision the person decided by, where the section is saved as a whole.</param>
    /// <param name="keep">Bookings outside that somebody named.</param>
    public async Task<HoursChanged> ChangeAsync(string venue, long? seen, string act, Action<Venue, Faults> change, IReadOnlyCollection<Guid> keep, CancellationToken stop)
    {
        if (await editor.FindAsync(venue, stop) is not { } found) return Refused(Refusals.NoVenue);
        var before = found.Venue.ToCard(found.Revision);
        var preview = await PreviewAsync(venue, change, stop);
        if (preview.InTheWay.Any(booking => !keep.Contains(booking.BookingId))) return preview with { Refusal = Refusals.BookingsInTheWay(preview.InTheWay) };

        var edited = await editor.ChangeAsync(venue, seen, act, (row, faults) =>
        {
            change(row, faults);
            return ValueTask.CompletedTask;
        }, stop);
        // Looked at once more: whoever booked by the old hours in the meantime is told of, too.
        var kept = edited.Found is { } saved ? await sold.OutsideAsync(before, saved.Venue.ToCard(saved.Revision), stop) : [];
        return new HoursChanged(edited.Found, edited.Faults, edited.Refusal, kept);
    }

    private static HoursChanged Refused(Refusal refusal) => new(null, new Faults(), refusal, []);
}
