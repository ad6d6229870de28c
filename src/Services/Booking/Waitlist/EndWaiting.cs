using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Waitlist;

/// <summary>Ends the waiting of somebody whose last chance has begun. Who has an offer just then keeps it to its deadline.</summary>
internal sealed class EndWaiting(UnitOfWork work) : ITimerJob
{
    public async Task RingAsync(string key, CancellationToken stop)
    {
        var id = Guid.Parse(key);
        await work.BeginAsync(stop);
        await work.Model<BookingModel>().WaitlistEntries.Where(one => one.Id == id && one.Status == WaitlistEntry.Waiting)
            .ExecuteUpdateAsync(one => one.SetProperty(entry => entry.Status, WaitlistEntry.Ended), stop);
        await work.CommitAsync(stop);
    }
}
