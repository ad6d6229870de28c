using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.UseCases;

/// <summary>The club gives a date hours of its own or takes them back, having seen which bookings that leaves outside.</summary>
internal static class ChangeDay
{
    /// <summary>How the date is opened.</summary>
    /// <param name="Name">What the day is called, as visitors read it.</param>
    /// <param name="Hours">Openings as <c>{"opens": "09:00", "closes": "15:00"}</c>; none when the venue is closed. A closing at or before the opening is the next day's.</param>
    /// <param name="KeepBookings">Bookings outside the new hours that are kept as they are. Others are given up first, by closing the courts for that time.</param>
    internal sealed record Request(string? Name, IReadOnlyList<PeriodEntry?>? Hours, IReadOnlyList<Guid>? KeepBookings);

    /// <summary>Bookings that the change leaves outside the hours.</summary>
    internal sealed record Impact(IReadOnlyList<SoldTime> InTheWay);

    /// <summary>The day as it is now, and the bookings that stay outside its hours.</summary>
    internal sealed record Answer(VenueAnswer.SpecialDay? Exception, IReadOnlyList<SoldTime> Kept);

    private static readonly Refusal InTheWay = Refusal.Conflict("bookings_in_the_way", "There are bookings outside the new hours: decide what becomes of each.");

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/venues/{id:guid}/exceptions/{date}/preview", PreviewAsync).Needs(Ability.ManageVenues).Idempotent()
            .WithSummary("Which bookings other hours of a date would leave outside; nothing is changed");
        doors.Api.MapPut("/venues/{id:guid}/exceptions/{date}", PutAsync).Needs(Ability.ManageVenues)
            .WithSummary("Give a business date hours of its own, or close it");
        doors.Api.MapDelete("/venues/{id:guid}/exceptions/{date}", DeleteAsync).Needs(Ability.ManageVenues)
            .WithSummary("Open a business date again as its season or week says");
    }

    private static async Task<Results<Ok<Impact>, Refusal>> PreviewAsync(Guid id, string date, Request request, IVenues venues, ISoldTimes sold, CancellationToken stop)
    {
        if (await venues.FindAsync(id, stop) is not { } venue) return Refusal.NotFound("The venue");
        var (day, wanted, refusal) = Read(date, request);
        return refusal is not null ? refusal : TypedResults.Ok(new Impact(await sold.OutsideAsync(venue, With(venue, day, wanted), day, stop)));
    }

    private static Task<Results<Ok<Answer>, Refusal>> PutAsync(
        Guid id, string date, Request request, IVenues venues, ISoldTimes sold, UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        var (day, wanted, refusal) = Read(date, request);
        return refusal is not null ? Task.FromResult<Results<Ok<Answer>, Refusal>>(refusal) : ChangeAsync(id, day, wanted, request.KeepBookings ?? [], venues, sold, work, clock, stop);
    }

    private static Task<Results<Ok<Answer>, Refusal>> DeleteAsync(
        Guid id, string date, Guid[]? keep, IVenues venues, ISoldTimes sold, UnitOfWork work, TimeProvider clock, CancellationToken stop) =>
        Day(date) is { } day
            ? ChangeAsync(id, day, null, keep ?? [], venues, sold, work, clock, stop)
            : Task.FromResult<Results<Ok<Answer>, Refusal>>(NoDate);

    private static async Task<Results<Ok<Answer>, Refusal>> ChangeAsync(
        Guid id, DateOnly day, ExceptionEntry? wanted, IReadOnlyList<Guid> keep, IVenues venues, ISoldTimes sold, UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        if (await venues.FindAsync(id, stop) is not { } before) return Refusal.NotFound("The venue");
        var outside = await sold.OutsideAsync(before, With(before, day, wanted), day, stop);
        if (outside.Any(booking => !keep.Contains(booking.BookingId))) return InTheWay with { More = new Dictionary<string, object?> { ["bookings"] = outside } };

        await work.BeginAsync(stop);
        var venue = (await work.Model<VenuesModel>().WholeAsync(stop)).First(venue => venue.Id == id);
        if (wanted is not null) venue.SetException(wanted);
        else venue.Exceptions.RemoveAll(row => row.Date == day);
        venue.UpdatedAt = clock.GetUtcNow();
        work.Tell(new VenueUpdated(id, await work.ReviseAsync(id, stop)));
        await work.CommitAsync(stop);

        // Looked at once more: whoever booked by the old hours in the meantime is told of, too.
        var after = await venues.FindAsync(id, stop) ?? before;
        return TypedResults.Ok(new Answer(after.ExceptionOn(day) is { } exception ? VenueAnswer.Special(exception) : null, await sold.OutsideAsync(before, after, day, stop)));
    }

    private static VenueCard With(VenueCard venue, DateOnly day, ExceptionEntry? wanted)
    {
        var others = venue.Exceptions.Where(exception => exception.Date != day);
        return venue with { Exceptions = wanted is null ? [.. others] : [.. others, SpecialDaysText.Exception(day, wanted.Name, SpecialDaysText.Write(wanted.Hours))] };
    }

    private static (DateOnly Day, ExceptionEntry? Wanted, Refusal? Refusal) Read(string date, Request request)
    {
        if (Day(date) is not { } day) return (default, null, NoDate);
        var checks = new Checks();
        var name = checks.Text(request.Name, "name", 80, "A name is needed, such as Christmas Eve.");
        checks.That(request.Hours is not null && request.Hours.All(period => period is { Opens: not null, Closes: not null }), "hours", "Hours are needed; an empty list closes the day.");
        if (!checks.Pass) return (default, null, checks.Refusal());
        var wanted = new ExceptionEntry(day, name, [.. request.Hours!.Select(period => period!)]);
        try
        {
            EntryRules.CheckPeriods(wanted.Hours, "hours");
            return (day, wanted, null);
        }
        catch (TenantFileException broken)
        {
            return (default, null, Refusal.Malformed("hours", broken.Message));
        }
    }

    private static DateOnly? Day(string date) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", out var day) && day.Year is >= 2000 and < 2200 ? day : null;

    private static Refusal NoDate => Refusal.Malformed("date", "A date such as 2026-12-24 is needed.");
}
