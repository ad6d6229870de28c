using Microsoft.EntityFrameworkCore;
using NodaTime;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Series;

/// <summary>A series with the venue it is at and its bookings, in order; what was given up is among them.</summary>
public sealed record FoundSeries(WeeklySeries Series, VenueCard Venue, IReadOnlyList<Booking> Bookings)
{
    /// <summary>The confirmed dates that have not begun, all or from one on.</summary>
    internal IReadOnlyList<Booking> Ahead(Guid? from, DateTimeOffset now)
    {
        var first = Bookings.FirstOrDefault(one => one.Id == from)?.StartsAt;
        return [.. Bookings.Where(one => one.Status == BookingStatus.Confirmed && one.StartsAt > now && (first is null || one.StartsAt >= first))];
    }

    /// <summary>Whether a booking is one of its dates; nothing named is no mistake.</summary>
    internal bool Has(Guid? booking) => booking is null || Bookings.Any(one => one.Id == booking);

    /// <summary>Whether a date is not where and when the others are: it was moved by itself, or another time was taken for it from the beginning.</summary>
    internal bool IsException(Booking booking) =>
        booking.CourtId != Series.CourtId || booking.EndsAt - booking.StartsAt != TimeSpan.FromMinutes(Series.DurationMinutes)
        || !Series.Weekdays.Contains((int)LocalDate.FromDateOnly(DateOf(booking.StartsAt)).DayOfWeek)
        || Series.Pattern.On(LocalDate.FromDateOnly(DateOf(booking.StartsAt)), Series.Zone).Start != booking.StartsAt;

    /// <summary>Dates to come that are exceptions, all or from one on.</summary>
    public IReadOnlyList<Booking> Exceptions(Guid? from, DateTimeOffset now) => [.. Ahead(from, now).Where(IsException)];

    /// <summary>The last date it may go on to.</summary>
    public DateOnly LastAllowed => Recurrence.LastAllowed(LocalDate.FromDateOnly(Series.FirstDate)).ToDateOnly();

    /// <summary>The venue's date at an instant.</summary>
    internal DateOnly DateOf(DateTimeOffset instant) => Ui.Text.TimeText.LocalDate(instant, Series.Zone);
}

/// <summary>Finds a series for somebody who may see it: its player, staff who manage bookings, a guest by key. For everybody else it does not exist.</summary>
internal sealed class FindingSeries(UnitOfWork work, Visit visit, LinkKeys keys, IVenues venues)
{
    public async Task<FoundSeries?> ReadAsync(Guid id, string? key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<BookingModel>();
        var series = await model.Series.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, stop);
        var bookings = series is null ? [] : await model.Bookings.AsNoTracking().Where(row => row.SeriesId == id).OrderBy(row => row.StartsAt).ToListAsync(stop);
        await work.RollbackAsync();
        return series is not null && await MayAsync(series, key, stop) && await venues.FindAsync(series.VenueId, stop) is { } venue ? new FoundSeries(series, venue, bookings) : null;
    }

    /// <summary>The series that still have dates ahead, of an account or of a venue, the next to end first.</summary>
    public async Task<IReadOnlyList<FoundSeries>> ListAsync(Guid? account, Guid? venueId, DateTimeOffset now, int most, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<BookingModel>();
        var rows = await model.Series.AsNoTracking()
            .Where(row => (account == null || row.UserId == account) && (venueId == null || row.VenueId == venueId)
                && model.Bookings.Any(booking => booking.SeriesId == row.Id && booking.EndsAt > now && booking.Status != BookingStatus.Cancelled))
            .OrderBy(row => row.LastDate).ThenBy(row => row.Id).Take(most).ToListAsync(stop);
        var ids = rows.ConvertAll(row => (Guid?)row.Id);
        var bookings = (await model.Bookings.AsNoTracking().Where(row => ids.Contains(row.SeriesId)).OrderBy(row => row.StartsAt).ToListAsync(stop)).ToLookup(row => row.SeriesId);
        await work.RollbackAsync();
        var found = new List<FoundSeries>();
        foreach (var row in rows)
            if (await venues.FindAsync(row.VenueId, stop) is { } venue) found.Add(new FoundSeries(row, venue, [.. bookings[row.Id]]));
        return found;
    }

    private async ValueTask<bool> MayAsync(WeeklySeries series, string? key, CancellationToken stop) =>
        (visit.Caller.AccountId is { } account && series.UserId == account)
        || visit.Caller.May(Access.Manage)
        || (series.UserId is null && await keys.OpensAsync(series.Id, key, stop));
}
