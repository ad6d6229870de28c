using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Lessons;
using PadelSaaS.Booking.Pages.Lessons;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Lessons;

/// <summary>The pages on which a coach says when they can be had, and who runs the venues says it for all of them.</summary>
internal static class ShowCoachHours
{
    public const string Own = "/coach/hours";
    public const string Coaches = "/manage/coaches";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Own, (string? done, Visit visit, KeepingCoachHours keeping, TimeProvider clock, CancellationToken stop) => ShowAsync(visit.Caller.AccountId!.Value, Own, done, keeping, clock, stop)).Needs(Ability.SeeCoachCalendar);
        doors.Club.MapPost(Own, (IFormCollection form, Visit visit, KeepingCoachHours keeping, IStringLocalizer<BookingWords> t, CancellationToken stop) => KeepAsync(visit.Caller.AccountId!.Value, Own, form, keeping, t, stop)).Needs(Ability.SeeCoachCalendar);
        doors.Club.MapGet(Coaches, ListAsync).Needs(Ability.ManageVenues);
        doors.Club.MapGet(Coaches + "/{id:guid}", (Guid id, string? done, KeepingCoachHours keeping, TimeProvider clock, CancellationToken stop) => ShowAsync(id, $"{Coaches}/{id}", done, keeping, clock, stop)).Needs(Ability.ManageVenues);
        doors.Club.MapPost(Coaches + "/{id:guid}", (Guid id, IFormCollection form, KeepingCoachHours keeping, IStringLocalizer<BookingWords> t, CancellationToken stop) => KeepAsync(id, $"{Coaches}/{id}", form, keeping, t, stop)).Needs(Ability.ManageVenues);
    }

    private static async Task<IResult> ListAsync(KeepingCoachHours keeping, CancellationToken stop) =>
        new RazorComponentResult<CoachListPage>(new { Coaches = (await keeping.CoachesAsync(stop)).ToDictionary(coach => coach.Id, coach => coach.FullName) });

    private static async Task<IResult> ShowAsync(Guid id, string path, string? done, KeepingCoachHours keeping, TimeProvider clock, CancellationToken stop) =>
        await keeping.ReadAsync(id, stop) is var (coach, kept) ? Page(coach, path, CoachHoursForm.Of(kept, clock.GetUtcNow()), done) : LessonRefusals.NoCoach;

    private static async Task<IResult> KeepAsync(Guid id, string path, IFormCollection sent, KeepingCoachHours keeping, IStringLocalizer<BookingWords> t, CancellationToken stop)
    {
        if (await keeping.ReadAsync(id, stop) is not var (coach, _)) return LessonRefusals.NoCoach;
        var form = CoachHoursForm.Read(sent);
        var (weekly, exceptions, travel, errors) = form.Hours(t);
        if (errors.Count > 0) return Page(coach, path, form with { Errors = errors }, null, StatusCodes.Status400BadRequest);
        return await keeping.KeepAsync(id, weekly, exceptions, travel, stop) is { } refusal ? refusal : Results.Redirect($"{path}?done=saved");
    }

    private static RazorComponentResult<CoachHoursPage> Page(AccountCard coach, string path, CoachHoursForm form, string? done, int status = StatusCodes.Status200OK) =>
        new(new { CoachName = coach.FullName, Path = path, Form = form, Done = done }) { StatusCode = status };
}

/// <summary>The form of a coach's hours, as typed.</summary>
public sealed record CoachHoursForm(IReadOnlyDictionary<string, string> Typed)
{
    /// <summary>Times of one weekday.</summary>
    public const int PerDay = 2;

    private const int EmptyDays = 3;
    private const int MostDays = 60;

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>What was typed into a field.</summary>
    public string this[string name] => Typed.GetValueOrDefault(name, "");

    /// <summary>Lines for days that are different, with empty ones for more.</summary>
    public int Days => Math.Clamp(Enumerable.Range(0, MostDays).Count(row => this[$"d{row}-date"].Length > 0) + EmptyDays, EmptyDays, MostDays);

    internal static CoachHoursForm Read(IFormCollection sent) => new(sent.ToDictionary(field => field.Key, field => field.Value.ToString().Replace("\0", "", StringComparison.Ordinal).Trim()));

    internal static CoachHoursForm Of(CoachHours? kept, DateTimeOffset now)
    {
        var typed = new Dictionary<string, string> { ["travel"] = LessonCalendar.Travel(kept).ToString(CultureInfo.InvariantCulture) };
        foreach (var day in (kept?.Week ?? []).GroupBy(times => times.Weekday))
            foreach (var (times, at) in day.Take(PerDay).Select((times, at) => (times, at))) (typed[$"w{day.Key}-{at}-from"], typed[$"w{day.Key}-{at}-to"]) = (times.From, times.To);
        // What has been matters no more.
        var yesterday = now.UtcDateTime.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var (day, at) in (kept?.Days ?? []).Where(day => string.CompareOrdinal(day.Date, yesterday) >= 0).OrderBy(day => day.Date, StringComparer.Ordinal).Take(MostDays).Select((day, at) => (day, at)))
            (typed[$"d{at}-date"], typed[$"d{at}-from"], typed[$"d{at}-to"]) = (day.Date, day.From ?? "", day.To ?? "");
        return new CoachHoursForm(typed);
    }

    // Each line is judged by itself, so that what is wrong stands beside it.
    internal (List<CoachTimes?> Weekly, List<CoachException?> Exceptions, int Travel, Dictionary<string, string> Errors) Hours(IStringLocalizer<BookingWords> t)
    {
        var (weekly, exceptions, errors) = (new List<CoachTimes?>(), new List<CoachException?>(), new Dictionary<string, string>());
        for (var day = 1; day <= 7; day++)
            for (var at = 0; at < PerDay; at++)
            {
                var times = new CoachTimes(day, this[$"w{day}-{at}-from"], this[$"w{day}-{at}-to"]);
                if (times.From.Length + times.To.Length == 0) continue;
                weekly.Add(times);
                if (!Holds([times], [])) errors[$"w{day}-{at}-from"] = t["Two times such as 09:00 and 14:00 are needed."];
            }
        for (var row = 0; row < MostDays; row++)
        {
            var (date, from, to) = (this[$"d{row}-date"], this[$"d{row}-from"], this[$"d{row}-to"]);
            if (date.Length + from.Length + to.Length == 0) continue;
            var day = new CoachException(date, from.Length == 0 ? null : from, to.Length == 0 ? null : to);
            exceptions.Add(day);
            if (!Holds([], [day])) errors[$"d{row}-date"] = t["A day with two times, or with none for a day off."];
        }
        var travel = int.TryParse(this["travel"], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : -1;
        if (travel is < 0 or > 240) errors["travel"] = t["From 0 to 240 minutes."];
        return (weekly, exceptions, travel, errors);
    }

    private static bool Holds(List<CoachTimes?> weekly, List<CoachException?> exceptions)
    {
        var checks = new Checks();
        CoachHours.Check(weekly, exceptions, 0, checks);
        return checks.Pass;
    }
}
