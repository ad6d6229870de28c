using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Closures;

/// <summary>Takes a closure back. Doing it twice is doing it once; what another closure keeps stays closed.</summary>
internal sealed class Reopening(UnitOfWork work, Visit visit, TimeProvider clock)
{
    /// <returns><see langword="null"/> when it is open again, else the rule that refused.</returns>
    public async Task<Refusal?> ReopenAsync(Guid venueId, Guid id, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        var closure = await work.Model<BookingModel>().Closures.FromSql($"select * from closures where id = {id} and venue_id = {venueId} for update").FirstOrDefaultAsync(stop);
        var refusal = closure is null ? Refusals.NoClosure : ClosureAccess.Refuses(visit, closure.WholeVenue, closure.CourtIds.Length);
        // Until the players are told, opening would leave them without the court it opens.
        if (closure?.CanBeUndone(now) == true) refusal ??= Refusals.UndoInstead;
        if (refusal is not null || closure!.ReopenedAt is not null)
        {
            await work.RollbackAsync();
            return refusal;
        }
        (closure.ReopenedAt, closure.ReopenedBy, closure.Reopener) = (now, visit.Caller.AccountId, visit.Caller.Name);
        await using (var free = work.Command("update bookings set status = 'cancelled', cancelled_by = 'staff', updated_at = $2 where closure_id = $1 and status <> 'cancelled'", id, now))
            await free.ExecuteNonQueryAsync(stop);
        work.Audit(new Act("courts.reopened", "closure", $"{id}"));
        work.Tell(new CourtReopened(closure.Tell()));
        await work.CommitAsync(stop);
        return null;
    }
}

/// <summary>Who may close what: the desk one court, who manages venues everything.</summary>
internal static class ClosureAccess
{
    private const string ManageVenues = "venues.manage";

    public static Refusal? Refuses(Visit visit, bool wholeVenue, int courts) =>
        visit.Caller.May(ManageVenues) || (!wholeVenue && courts == 1 && visit.Caller.May(Access.Desk)) ? null : Refusal.Forbidden();
}
