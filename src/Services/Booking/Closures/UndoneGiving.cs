using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Closures;

/// <summary>What an undone closure would have given back is not given back: it no longer uses up the day of who closed.</summary>
internal sealed class UndoneGiving(UnitOfWork work, IMoneyLimits limits)
{
    private const string Sql = """
        select b.currency, sum(d.refund_minor)::bigint from closure_decisions d join bookings b on b.id = d.booking_id
        where d.closure_id = $1 and d.undone_at is not null group by b.currency
        """;

    /// <summary>Inside the open unit of work, once: after the bookings came back.</summary>
    public async Task ReturnAsync(Closure closure, CancellationToken stop)
    {
        if (closure.CreatedBy is not { } hand) return;
        var sums = new List<Money>();
        await using (var read = work.Command(Sql, closure.Id))
        await using (var rows = await read.ExecuteReaderAsync(stop))
            while (await rows.ReadAsync(stop)) sums.Add(new Money(rows.GetInt64(1), rows.GetString(0)));
        foreach (var sum in sums) await limits.ReturnAsync(hand, sum, closure.CreatedAt, stop);
    }
}
