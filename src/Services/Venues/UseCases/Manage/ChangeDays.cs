using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>An owner gives single dates hours of their own, or closes them, on the venue's page. Programs use <see cref="ChangeDay"/>.</summary>
internal static class ChangeDays
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/manage/venues/{key}/days", ShowAsync).Needs(Ability.ManageVenues);
        doors.Club.MapPost("/manage/venues/{key}/days", SubmitAsync).Needs(Ability.ManageVenues);
    }

    // A date in the address opens the form with what is saved for it.
    private static Task<IResult> ShowAsync(string key, string? date, string? done, Pages pages, CancellationToken stop) => pages.ShowAsync<DaysPage>(
        key, found => DayInput.DateOf(date ?? "") is { } day && found.Venue.ToCard(found.Revision).ExceptionOn(day) is { } known
            ? DayInput.Typed(known)
            : Typed.Of([("date", date), ("closed", true)]), done, stop);

    private static Task<IResult> SubmitAsync(string key, IFormCollection form, Pages pages, CancellationToken stop)
    {
        var typed = Typed.Of(form);
        return pages.SaveHoursAsync<DaysPage>(key, "days", typed, null, typed["do"] == "remove" ? Remove : DayInput.Read(typed).Apply, stop);

        void Remove(Venue venue, Faults faults) => venue.Exceptions.RemoveAll(row => row.Date == DayInput.DateOf(typed["date"]));
    }
}
