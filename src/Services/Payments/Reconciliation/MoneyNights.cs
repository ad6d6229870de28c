using PadelSaaS.Payments.Terms;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Reconciliation;

/// <summary>
/// Every hour: clubs where it is four o'clock in the morning or later get their night's work with money (a comparison with providers; statements of months that ended), once for each day of theirs. A club's day that was
/// missed because nobody was alive is not made up for: the next night looks at two days.
/// </summary>
internal sealed class MoneyNights(UnitOfWork work, ITenantStore tenants, TimeProvider clock) : IPlatformJob
{
    public const string Job = "money-nights";
    public const string EveryHour = "0 2 * * * ?";
    private const int Hour = 4;

    public async Task RunAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var due = (await tenants.AllAsync(stop)).Where(club => club.State != TenantState.Provisioning)
            .Select(club => (club.Id, club.Schema, Local: TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(club.Zone)))).Where(club => club.Local.Hour >= Hour).ToList();
        await work.BeginPlatformAsync(stop);
        // Clubs begin one after the other within some minutes: providers are asked, and there are many clubs in a zone.
        await using (var set = work.Command("""
            with due as (select * from unnest($1::uuid[], $2::text[], $3::date[]) as due (tenant_id, role, day)),
                 fresh as (insert into money_nights (tenant_id, day) select tenant_id, day from due on conflict do nothing returning tenant_id, day)
            insert into timers (id, tenant_role, job, key, due_at)
            select gen_random_uuid(), due.role::name, job, to_char(fresh.day, 'YYYY-MM-DD'), $5::timestamptz + (hashtext(due.role) & 511) * interval '1 second' from fresh join due using (tenant_id, day), unnest($4::text[]) job
            """, due.Select(club => club.Id).ToArray(), due.Select(club => club.Schema).ToArray(), due.Select(club => DateOnly.FromDateTime(club.Local.DateTime)).ToArray(), new[] { ReconcileNight.Job, IssueStatements.Job }, now))
            await set.ExecuteNonQueryAsync(stop);
        await using (var forget = work.Command("delete from money_nights where day < $1", DateOnly.FromDateTime(now.UtcDateTime).AddDays(-60))) await forget.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }
}
