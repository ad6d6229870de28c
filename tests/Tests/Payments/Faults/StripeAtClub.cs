using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Faults;

/// <summary>The club takes cards by the development Stripe, and that has all its troubles.</summary>
internal static class StripeAtClub
{
    // Kind, of a thousand, seconds.
    private static readonly (string Kind, int PerMille, int Seconds)[] Troubles =
    [
        ("rate_limit", 25, 0), ("error", 20, 0), ("error_after", 20, 0), ("closed_before", 20, 0), ("closed_after", 20, 0), ("timeout_after", 6, 1),
        ("webhook_duplicate", 200, 0), ("webhook_delay", 120, 2), ("webhook_shuffle", 250, 3), ("webhook_lost", 120, 0),
    ];

    /// <summary>Opens the account, in a life without faults.</summary>
    /// <returns>Its name at Stripe.</returns>
    public static async Task<string> OpenAsync(RealHost host, ClubRows rows)
    {
        await host.StartAsync();
        await rows.ExecuteAsync("""
            update payment_settings set providers = '{stripe,dev}';
            insert into platform.timers (id, tenant_role, job, key, due_at) values (gen_random_uuid(), current_schema(), 'open-stand-in-account', 'once', now())
            """);
        for (var patience = 0; patience < 600; patience++)
        {
            if (await rows.ListAsync("select public->>'account' from provider_accounts where provider = 'stripe' and state = 'ready'") is [var account])
            {
                await host.KillAsync();
                return account;
            }
            await Task.Delay(100);
        }
        throw new InvalidOperationException("The club has no account at the development Stripe.");
    }

    /// <summary>From now on calls fail and events are lost, doubled and late, as the seed says.</summary>
    public static Task TroubleAsync(ClubRows rows, int seed) => rows.ExecuteAsync(string.Join(';', Troubles.Select((one, at) =>
        $"insert into platform.dev_stripe_faults (kind, remaining, per_mille, seed, seconds) values ('{one.Kind}', 1000000, {one.PerMille}, {seed * 31 + at}, {one.Seconds})")));

    public static Task PeaceAsync(ClubRows rows) => rows.ExecuteAsync("delete from platform.dev_stripe_faults");
}
