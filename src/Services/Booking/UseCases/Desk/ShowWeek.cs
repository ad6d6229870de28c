using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime.Text;
using PadelSaaS.Booking.Board;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Pages;
using PadelSaaS.Booking.Pages.Desk;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>A venue's week at a glance: how full each court is on each day, and a way to the day.</summary>
internal static class ShowWeek
{
    public static void Map(Doors doors) => doors.Club.MapGet("/desk/week", HandleAsync).Needs(Access.Desk);

    private static async Task<IResult> HandleAsync(string? venue, string? date, IVenues venues, BoardReader board, TimeProvider clock, CancellationToken stop)
    {
        var all = await venues.AllAsync(stop);
        if (all.Count == 0) return new RazorComponentResult<NoCourtsPage>();
        var chosen = all.FirstOrDefault(one => one.Key == venue) ?? all[0];
        var today = BusinessDay.Today(chosen, clock.GetUtcNow());
        var day = LocalDatePattern.Iso.Parse(date ?? "").TryGetValue(today, out var asked) && asked.Year is > 2000 and < 2200 ? asked : today;
        var monday = day.PlusDays(1 - (int)day.DayOfWeek);
        var days = Enumerable.Range(0, 7).Select(later => BusinessDay.Of(chosen, monday.PlusDays(later))).ToList();
        var rows = await board.WeekAsync(chosen, days, stop);
        return new RazorComponentResult<WeekPage>(new { Venues = all, Venue = chosen, Week = Occupancy.Of(chosen, days, rows), Today = today });
    }
}
