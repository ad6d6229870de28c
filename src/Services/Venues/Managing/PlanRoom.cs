using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Venues.Managing;

/// <summary>Whether the club's plan has room for what somebody adds. What stands already stays, whatever the plan says. Asked inside a unit of work.</summary>
internal sealed class PlanRoom(IPlans plans, UnitOfWork work)
{
    /// <summary>Looks whether one more venue fits.</summary>
    /// <param name="venues">How many there are.</param>
    public async Task CheckVenueAsync(int venues, Faults faults, CancellationToken stop)
    {
        if ((await plans.NowAsync(stop)).MostOf(PlanLimit.Venues) is { } most) faults.Rule(venues < most, PlanLimit.Rule, "name", PlanLimit.Full, most);
    }

    /// <summary>Looks whether the courts a venue has in use now fit, where it had fewer before.</summary>
    public async Task CheckCourtsAsync(Venue venue, int before, Faults faults, CancellationToken stop)
    {
        var now = venue.Courts.Count(court => court.Active);
        if (now <= before || (await plans.NowAsync(stop)).MostOf(PlanLimit.Courts) is not { } most) return;
        // Two who add the last one at two venues: the second waits here and is counted.
        await using (var alone = work.Command("select pg_advisory_xact_lock(hashtextextended(current_schema() || ' takes courts into use', 0))")) await alone.ExecuteNonQueryAsync(stop);
        faults.Rule(now + await CountCourtsAsync(work, venue.Id, stop) <= most, PlanLimit.Rule, "courts", PlanLimit.Full, most);
    }

    /// <summary>Courts in use at all venues but one.</summary>
    public static Task<int> CountCourtsAsync(UnitOfWork work, Guid? but, CancellationToken stop) =>
        work.Model<VenuesModel>().Venues.Where(venue => venue.Id != but).SelectMany(venue => venue.Courts).CountAsync(court => court.Active, stop);
}

/// <summary>Venues the club has.</summary>
internal sealed class VenueUse(UnitOfWork work) : IPlanUse
{
    public string Of => PlanLimit.Venues;

    public Task<int> CountAsync(CancellationToken stop = default) => work.Model<VenuesModel>().Venues.CountAsync(stop);
}

/// <summary>Courts the club has in use.</summary>
internal sealed class CourtUse(UnitOfWork work) : IPlanUse
{
    public string Of => PlanLimit.Courts;

    public Task<int> CountAsync(CancellationToken stop = default) => PlanRoom.CountCourtsAsync(work, null, stop);
}
