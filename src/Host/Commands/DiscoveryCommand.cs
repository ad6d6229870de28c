using PadelSaaS.Contracts.Discovery;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Host.Commands;

/// <summary>Fills the index that players search from what the clubs know. 1 when a club could not be read.</summary>
public static class DiscoveryCommand
{
    /// <summary>Asks every club that stands; one line for each that cannot be read.</summary>
    public static async Task<int> RebuildAsync(WebApplication app)
    {
        await using (app)
        {
            var (clubs, venues, failed) = (0, 0, 0);
            foreach (var club in (await app.Services.GetRequiredService<ITenantStore>().AllAsync()).Where(tenant => tenant.State != TenantState.Provisioning))
            {
                await using var scope = app.Services.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(club);
                try
                {
                    venues += await scope.ServiceProvider.GetRequiredService<IVenueListing>().RebuildAsync();
                    clubs++;
                }
                catch (Npgsql.NpgsqlException failure)
                {
                    Console.WriteLine($"{club.Slug}: {failure.Message}");
                    failed++;
                }
            }
            Console.WriteLine($"{venues} venues of {clubs} clubs told, {failed} clubs not read");
            return failed == 0 ? 0 : 1;
        }
    }
}
