using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Lessons;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

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

    private static async Task<IResult> ListAsync(UnitOfWork work, IAccounts accounts, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var coaches = await accounts.CoachesAsync(stop);
        await work.RollbackAsync();
        return TypedResults.Ok(new Coaches([.. coaches.Select(coach => new LessonCoach(coach.Id, coach.FullName))]));
    }

    private static async Task<IResult> SeeAsync(Guid id, UnitOfWork work, IAccounts accounts, Visit visit, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var isCoach = await MayAsync(id, accounts, visit, stop);
        var kept = isCoach ? await work.Model<BookingModel>().CoachHours.AsNoTracking().FirstOrDefaultAsync(row => row.CoachId == id, stop) : null;
        await work.RollbackAsync();
        return isCoach ? TypedResults.Ok(new Hours(kept?.Week ?? [], kept?.Days ?? [], LessonCalendar.Travel(kept))) : LessonRefusals.NoCoach;
    }

    private static async Task<IResult> KeepAsync(Guid id, Hours request, UnitOfWork work, IAccounts accounts, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        var checks = new Checks();
        var travel = request.TravelMinutes ?? CoachHours.UsualTravelMinutes;
        CoachHours.Check(request.Weekly, request.Exceptions, travel, checks);
        if (!checks.Pass) return checks.Refusal();
        await work.BeginAsync(stop);
        if (!await MayAsync(id, accounts, visit, stop))
        {
            await work.RollbackAsync();
            return LessonRefusals.NoCoach;
        }
        await using (var keep = work.Command("""
            insert into coach_hours (coach_id, travel_minutes, weekly, exceptions, updated_at) values ($1, $2, $3::jsonb, $4::jsonb, $5)
            on conflict (coach_id) do update set travel_minutes = $2, weekly = $3::jsonb, exceptions = $4::jsonb, updated_at = $5
            """, id, travel, BookingView.Write(request.Weekly ?? []), BookingView.Write(request.Exceptions ?? []), clock.GetUtcNow()))
            await keep.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
        return TypedResults.Ok(request with { TravelMinutes = travel });
    }

    private static async Task<bool> MayAsync(Guid id, IAccounts accounts, Visit visit, CancellationToken stop) =>
        (visit.Caller.May(Access.Manage) || visit.Caller.AccountId == id) && (await accounts.CoachesAsync(stop)).Any(coach => coach.Id == id);
}
