using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Lessons;

/// <summary>Completes a lesson whose time is over. One that was moved has a later timer, one that was called off stays what it is.</summary>
internal sealed class FinishLesson(UnitOfWork work, TimeProvider clock) : ITimerJob
{
    public const string Name = "finish-lesson";

    private const string Sql = "update bookings set status = 'completed', updated_at = $2 where id = $1 and booking_type = 'lesson' and status = 'confirmed' and ends_at <= $2";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var (id, now) = (Guid.Parse(key), clock.GetUtcNow());
        await work.BeginAsync(stop);
        await using (var finish = work.Command(Sql, id, now))
            if (await finish.ExecuteNonQueryAsync(stop) == 1) await History.AddAsync(work, id, now, "completed", Caller.Nobody, "clock", stop);
        await work.CommitAsync(stop);
    }
}
