using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Booking.Lessons;
using PadelSaaS.Booking.Pages;
using PadelSaaS.Booking.People;
using PadelSaaS.Booking.Series;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A player sees what is to come and what has been; a guest what was booked on this device.</summary>
internal static class ShowMyBookings
{
    private const int Most = 100;

    public static void Map(Doors doors) => doors.Club.MapGet("/my/bookings", HandleAsync);

    private static async Task<RazorComponentResult<MyBookingsPage>> HandleAsync(
        Visit visit, DeviceBookings device, UnitOfWork work, FindingSeries finding, LessonPlaces places, FindingDraws draws, IVenues venues, LinkKeys keys, TimeProvider clock, HttpContext http, CancellationToken stop)
    {
        var account = visit.Caller.AccountId;
        var onDevice = device.Read(http);
        var ids = onDevice.Select(one => one.Id).ToList();
        var now = clock.GetUtcNow();
        var series = account is null ? [] : await finding.ListAsync(account, null, now, Most, stop);
        var lessons = account is null ? [] : await places.MineAsync(account.Value, stop);
        // What was taken stands among the bookings.
        var drawn = (await draws.MineAsync(stop)).Where(found => found.Mine is not { Status: DrawEntry.Taken }).ToList();
        await work.BeginAsync(stop);
        var rows = await work.Model<BookingModel>().Bookings.AsNoTracking()
            // The dates ahead of a series stand together on its card.
            .Where(row => row.SeriesId == null || row.EndsAt <= now || row.Status == BookingStatus.Cancelled)
            .Where(row => (account != null && row.UserId == account) || (row.UserId == null && ids.Contains(row.Id)))
            .OrderByDescending(row => row.StartsAt).Take(Most).ToListAsync(stop);
        var invited = account is null ? [] : await PlayingAsync(work, account.Value, stop);
        var asked = visit.Caller.Email is { } email && account is not null ? await AskedAsync(work, email, now, stop) : [];
        await work.RollbackAsync();
        rows.RemoveAll(row => row.UserId is null && !onDevice.Contains(new DeviceBooking(row.Id, row.KeyTurn)));

        var mine = new List<MyBooking>();
        foreach (var row in rows)
            if (await venues.FindAsync(row.VenueId, stop) is { } venue)
                mine.Add(new MyBooking(row, venue, Access.Link(row.Id, row.UserId is null ? await keys.ForAsync(row, stop) : null)));
        foreach (var (who, row) in invited)
            if (await venues.FindAsync(row.VenueId, stop) is { } venue) mine.Add(new MyBooking(row, venue, $"/play/{who.Id}") { As = who });
        var open = new List<MyBooking>();
        foreach (var (who, row) in asked)
            if (row.UserId != account && await venues.FindAsync(row.VenueId, stop) is { } venue) open.Add(new MyBooking(row, venue, BookingParticipant.Link(who.Id, await keys.ForAsync(who.Id, stop))) { As = who });
        return new(new { Mine = mine, Series = series, Asked = open, Lessons = lessons, Draws = drawn, Now = now });
    }

    // The account has proved its address: an invitation to it is theirs to answer, as it is by the mail that went there.
    private static async Task<IReadOnlyList<(BookingParticipant Who, Booking Booking)>> AskedAsync(UnitOfWork work, string email, DateTimeOffset now, CancellationToken stop)
    {
        List<BookingParticipant> places;
        await using (var find = work.Command(
            $"select {BookingParticipant.Columns} from booking_participants where lower(email) = $1 and status = 'invited' and user_id is null order by id desc limit {Most}", email.ToLowerInvariant()))
        await using (var reader = await find.ExecuteReaderAsync(stop)) places = await BookingParticipant.ReadAsync(reader);
        var ids = places.Select(who => who.BookingId).ToList();
        var bookings = await work.Model<BookingModel>().Bookings.AsNoTracking()
            .Where(row => ids.Contains(row.Id) && row.StartsAt > now && row.Status == BookingStatus.Confirmed).ToDictionaryAsync(row => row.Id, stop);
        return [.. places.Where(who => bookings.ContainsKey(who.BookingId)).Select(who => (who, bookings[who.BookingId])).OrderBy(one => one.Item2.StartsAt)];
    }

    // Bookings of others in which the account has answered an invitation or joined by a link.
    private static async Task<IReadOnlyList<(BookingParticipant Who, Booking Booking)>> PlayingAsync(UnitOfWork work, Guid account, CancellationToken stop)
    {
        List<BookingParticipant> places;
        await using (var find = work.Command(
            $"select {BookingParticipant.Columns} from booking_participants where user_id = $1 and status in ('invited', 'accepted') order by id desc limit {Most}", account))
        await using (var reader = await find.ExecuteReaderAsync(stop)) places = await BookingParticipant.ReadAsync(reader);
        var ids = places.Select(who => who.BookingId).ToList();
        var bookings = await work.Model<BookingModel>().Bookings.AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, stop);
        return [.. places.Where(who => bookings.ContainsKey(who.BookingId)).Select(who => (who, bookings[who.BookingId]))];
    }
}

/// <summary>A booking in the list, with the link to its page.</summary>
public sealed record MyBooking(Booking Booking, VenueCard Venue, string Link)
{
    /// <summary>The place they have in somebody else's booking.</summary>
    public BookingParticipant? As { get; init; }
}
