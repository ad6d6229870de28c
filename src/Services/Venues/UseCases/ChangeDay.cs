using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Venues.Managing;
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

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/venues/{id:guid}/exceptions/{date}/preview", PreviewAsync).Needs(Ability.ManageVenues).Idempotent()
            .WithSummary("Which bookings other hours of a date would leave outside; nothing is changed");
        doors.Api.MapPut("/venues/{id:guid}/exceptions/{date}", PutAsync).Needs(Ability.ManageVenues)
            .WithSummary("Give a business date hours of its own, or close it");
        doors.Api.MapDelete("/venues/{id:guid}/exceptions/{date}", DeleteAsync).Needs(Ability.ManageVenues)
            .WithSummary("Open a business date again as its season or week says");
    }

    private static async Task<Results<Ok<Impact>, Refusal>> PreviewAsync(Guid id, string date, Request request, OtherHours hours, CancellationToken stop)
    {
        var (_, wanted, refusal) = Read(date, request);
        if (refusal is not null) return refusal;
        var seen = await hours.PreviewAsync($"{id}", (venue, _) => venue.SetException(wanted!), stop);
        return seen.Refusal is not null ? seen.Refusal : TypedResults.Ok(new Impact(seen.InTheWay));
    }

    private static async Task<Results<Ok<Answer>, Refusal>> PutAsync(Guid id, string date, Request request, OtherHours hours, CancellationToken stop)
    {
        var (day, wanted, refusal) = Read(date, request);
        return refusal is not null ? refusal : await ChangeAsync(id, day, venue => venue.SetException(wanted!), request.KeepBookings ?? [], hours, stop);
    }

    private static async Task<Results<Ok<Answer>, Refusal>> DeleteAsync(Guid id, string date, Guid[]? keep, OtherHours hours, CancellationToken stop) =>
        DayInput.DateOf(date) is { } day
            ? await ChangeAsync(id, day, venue => venue.Exceptions.RemoveAll(row => row.Date == day), keep ?? [], hours, stop)
            : NoDate;

    private static async Task<Results<Ok<Answer>, Refusal>> ChangeAsync(Guid id, DateOnly day, Action<Venue> change, IReadOnlyList<Guid> keep, OtherHours hours, CancellationToken stop)
    {
        var changed = await hours.ChangeAsync($"{id}", null, "days", (venue, _) => change(venue), keep, stop);
        if (changed.Refusal is not null) return changed.Refusal;
        if (!changed.IsSaved) return changed.Faults.Refusal();
        return TypedResults.Ok(new Answer(changed.Found!.Venue.ToCard(0).ExceptionOn(day) is { } exception ? VenueAnswer.Special(exception) : null, changed.InTheWay));
    }

    private static (DateOnly Day, ExceptionEntry? Wanted, Refusal? Refusal) Read(string date, Request request)
    {
        if (DayInput.DateOf(date) is not { } day) return (default, null, NoDate);
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

    private static Refusal NoDate => Refusal.Malformed("date", "A date such as 2026-12-24 is needed.");
}
