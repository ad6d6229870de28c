using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Lessons;

/// <summary>A coach's hours for whoever may see them: the coach, the desk, and who runs the venues. For everybody else there is no such coach.</summary>
internal sealed class KeepingCoachHours(UnitOfWork work, IAccounts accounts, Visit visit, TimeProvider clock)
{
    private const string Sql = """
        insert into coach_hours (coach_id, travel_minutes, weekly, exceptions, updated_at) values ($1, $2, $3::jsonb, $4::jsonb, $5)
        on conflict (coach_id) do update set travel_minutes = $2, weekly = $3::jsonb, exceptions = $4::jsonb, updated_at = $5
        """;

    /// <summary>The club's coaches by name.</summary>
    public async Task<IReadOnlyList<AccountCard>> CoachesAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var coaches = await accounts.CoachesAsync(stop);
        await work.RollbackAsync();
        return coaches;
    }

    /// <summary>A coach with the hours that are kept, if any are.</summary>
    public async Task<(AccountCard Coach, CoachHours? Hours)?> ReadAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var coach = await AllowedAsync(id, stop);
        var kept = coach is null ? null : await work.Model<BookingModel>().CoachHours.AsNoTracking().FirstOrDefaultAsync(row => row.CoachId == id, stop);
        await work.RollbackAsync();
        return coach is null ? null : (coach, kept);
    }

    /// <summary>Keeps hours that were checked. Lessons that stand already are left alone.</summary>
    public async Task<Refusal?> KeepAsync(Guid id, IReadOnlyList<CoachTimes?> weekly, IReadOnlyList<CoachException?> exceptions, int travel, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await AllowedAsync(id, stop) is null)
        {
            await work.RollbackAsync();
            return LessonRefusals.NoCoach;
        }
        await using (var keep = work.Command(Sql, id, travel, BookingView.Write(weekly), BookingView.Write(exceptions), clock.GetUtcNow())) await keep.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
        return null;
    }

    private async Task<AccountCard?> AllowedAsync(Guid id, CancellationToken stop) =>
        visit.Caller.AccountId == id || visit.Caller.May(Access.Manage) || visit.Caller.May(Ability.ManageVenues) ? (await accounts.CoachesAsync(stop)).FirstOrDefault(coach => coach.Id == id) : null;
}
