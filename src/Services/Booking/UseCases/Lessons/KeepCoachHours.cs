using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Booking.Lessons;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Lessons;

/// <summary>A coach says, or staff say for them, when they can be had. Lessons that stand already are left alone.</summary>
internal static class KeepCoachHours
{
    /// <summary>The club's coaches by name.</summary>
    internal sealed record Coaches(IReadOnlyList<LessonCoach> List);

    /// <summary>Hours of the week and days that are different.</summary>
    /// <param name="TravelMinutes">How long the way to another venue takes; 30 when left out.</param>
    internal sealed record Hours(IReadOnlyList<CoachTimes?>? Weekly, IReadOnlyList<CoachException?>? Exceptions, int? TravelMinutes);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/coaches", ListAsync).WithSummary("The club's coaches").Produces<Coaches>();
        doors.Api.MapGet("/coaches/{id:guid}/availability", SeeAsync).NeedsAccount().WithSummary("When a coach can be had; nothing kept means whenever the club is open").Produces<Hours>().ProducesProblem(404);
        doors.Api.MapPut("/coaches/{id:guid}/availability", KeepAsync).NeedsAccount().WithSummary("Say when a coach can be had, for the coach and for staff").Produces<Hours>().ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(KeepingCoachHours keeping, CancellationToken stop) =>
        TypedResults.Ok(new Coaches([.. (await keeping.CoachesAsync(stop)).Select(coach => new LessonCoach(coach.Id, coach.FullName))]));

    private static async Task<IResult> SeeAsync(Guid id, KeepingCoachHours keeping, CancellationToken stop) =>
        await keeping.ReadAsync(id, stop) is var (_, kept) ? TypedResults.Ok(new Hours(kept?.Week ?? [], kept?.Days ?? [], LessonCalendar.Travel(kept))) : LessonRefusals.NoCoach;

    private static async Task<IResult> KeepAsync(Guid id, Hours request, KeepingCoachHours keeping, CancellationToken stop)
    {
        var checks = new Checks();
        var travel = request.TravelMinutes ?? CoachHours.UsualTravelMinutes;
        CoachHours.Check(request.Weekly, request.Exceptions, travel, checks);
        if (!checks.Pass) return checks.Refusal();
        return await keeping.KeepAsync(id, request.Weekly ?? [], request.Exceptions ?? [], travel, stop) is { } refusal ? refusal : TypedResults.Ok(request with { TravelMinutes = travel });
    }
}
