using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Reconciliation;

/// <summary>
/// Every hour: clubs where it is four o'clock in the morning or later get their night's work with money, once for each day of theirs. A club's day that was
/// missed because nobody was alive is not made up for: the next night looks at two days.
/// </summary>
internal sealed class MoneyNights(UnitOfWork work, ITenantStore tenants, TimeProvider clock) : ITimerJob
{
    public const string Job = "money-nights";
    private const int Hour = 4;

    public async Task RingAsync(string key, CancellationToken stop)
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
            select gen_random_uuid(), due.role::name, $4, to_char(fresh.day, 'YYYY-MM-DD'), $5::timestamptz + (hashtext(due.role) & 511) * interval '1 second' from fresh join due using (tenant_id, day)
            """, due.Select(club => club.Id).ToArray(), due.Select(club => club.Schema).ToArray(), due.Select(club => DateOnly.FromDateTime(club.Local.DateTime)).ToArray(), ReconcileNight.Job, now))
            await set.ExecuteNonQueryAsync(stop);
        await using (var forget = work.Command("delete from money_nights where day < $1", DateOnly.FromDateTime(now.UtcDateTime).AddDays(-60))) await forget.ExecuteNonQueryAsync(stop);
        await ArmAsync(now, now.AddHours(1), stop);
        await work.CommitAsync(stop);
    }

    /// <summary>Sets the next hour, unless it is set.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        await ArmAsync(clock.GetUtcNow().AddMinutes(-10), clock.GetUtcNow(), stop);
        await work.CommitAsync(stop);
    }

    // Whoever rings has its own row until it is done, borrowed for a minute: that one is not the next.
    private async Task ArmAsync(DateTimeOffset now, DateTimeOffset next, CancellationToken stop)
    {
        await using var arm = work.Command("""
            insert into timers (id, job, key, due_at) select gen_random_uuid(), $1, '', $2 where not exists (select from timers where job = $1 and parked_at is null and due_at > $3)
            """, Job, next, now.AddMinutes(5));
        await arm.ExecuteNonQueryAsync(stop);
    }
}

/// <summary>Sees to it, as a process starts, that the nights go on. <c>Payments:Nights=off</c> leaves them to other processes.</summary>
internal sealed class StartMoneyNights(IServiceScopeFactory scopes, IConfiguration configuration, ILogger<StartMoneyNights> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration["Payments:Nights"] == "off") return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<MoneyNights>().StartAsync(cancellationToken);
        }
        catch (Npgsql.NpgsqlException failed)
        {
            log.LogWarning("The nights' work with money could not be set: {Error}", failed.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
