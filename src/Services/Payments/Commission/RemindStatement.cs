using System.Globalization;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Terms;

/// <summary>A statement that is not paid is brought to mind three days after its last day, and twice more a week apart.</summary>
internal sealed class RemindStatement(UnitOfWork work, StatementBook book, TimeProvider clock) : ITimerJob
{
    public const string Job = "remind-statement";
    private const int Most = 3;

    /// <summary>When the first goes out: three days late, at the hour the statement was written.</summary>
    public static DateTimeOffset First(Statement written, DateTimeOffset now) => now.AddDays(written.DueOn.DayNumber - DateOnly.FromDateTime(now.UtcDateTime).DayNumber + 3);

    /// <param name="key">The statement's id, and the how manieth it is.</param>
    public async Task RingAsync(string key, CancellationToken stop)
    {
        var (id, number) = (Guid.Parse(key[..36]), int.Parse(key[37..], CultureInfo.InvariantCulture));
        await work.BeginAsync(stop);
        if (await book.FindAsync(id, stop) is { IsDue: true } late)
        {
            work.Tell(new CommissionOverdue(late.Id, late.Code, late.Month, late.Total, late.DueOn, number));
            if (number < Most) work.RingAt(clock.GetUtcNow().AddDays(7), Job, $"{id} {number + 1}");
        }
        await work.CommitAsync(stop);
    }
}
