using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>What the club has besides courts, from memory: links lead to it only where there is some.</summary>
internal sealed class OnSale(Cached cached, OneTrip trip, CurrentTenant tenant, TimeProvider clock)
{
    public const string Tag = "on-sale";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private const string Sql = """
        select exists (select from credit_packs where active) or exists (select from wallet_settings where gift_amounts <> '{}'),
               exists (select from membership_plans where active) or exists (select from memberships where state in ('active', 'past_due', 'frozen')),
               exists (select from payment_settings where 'wallet' = any (providers)) or exists (select from wallet_lots) or exists (select from credit_codes where state = 'open')
        """;

    private sealed record Kinds(bool Shop, bool Memberships, bool Wallet);

    /// <summary>Packs or gift cards.</summary>
    public static async ValueTask<bool> ShopAsync(IServiceProvider services) => (await services.GetRequiredService<OnSale>().ReadAsync()).Shop;

    /// <summary>Plans, or somebody who has one that is no longer sold.</summary>
    public static async ValueTask<bool> MembershipsAsync(IServiceProvider services) => (await services.GetRequiredService<OnSale>().ReadAsync()).Memberships;

    /// <summary>Anything that could be in a wallet.</summary>
    public static async ValueTask<bool> WalletAsync(IServiceProvider services) => await services.GetRequiredService<OnSale>().ReadAsync() is { Wallet: true } or { Shop: true };

    // A page that only says what went wrong is drawn in a scope without a club, and must not fail on a database that may be what went wrong.
    private ValueTask<Kinds> ReadAsync() => !tenant.IsKnown ? ValueTask.FromResult(new Kinds(false, false, false)) : cached.GetAsync(tenant.Info.Id, Tag, [Tag, PaymentQuestions.SettingsTag], async () =>
    {
        var kinds = await trip.RunAsync(batch => batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql)), async row =>
        {
            await row.ReadAsync();
            return new Kinds(row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2));
        });
        return (kinds, clock.GetUtcNow() + Longest);
    });
}
