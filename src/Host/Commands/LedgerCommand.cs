using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Host.Commands;

/// <summary>Adds up clubs' books again. 1 when one is not right.</summary>
public static class LedgerCommand
{
    /// <summary>Verifies one club's books, or all; one line for each.</summary>
    public static async Task<int> VerifyAsync(WebApplication app, string? whose)
    {
        await using (app)
        {
            var clubs = (await app.Services.GetRequiredService<ITenantStore>().AllAsync())
                .Where(tenant => tenant.State != TenantState.Provisioning && (whose is null || tenant.Slug == whose)).ToList();
            if (whose is not null && clubs.Count == 0) throw new ArgumentException($"There is no tenant '{whose}'.");

            var broken = 0;
            foreach (var club in clubs)
            {
                await using var scope = app.Services.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(club);
                var verdict = await scope.ServiceProvider.GetRequiredService<ILedgers>().VerifyAsync();
                Console.WriteLine($"{club.Slug}: {verdict.Entries} entries, {verdict.Lines} lines, {(verdict.Faults.Count == 0 ? "right" : "NOT RIGHT")}");
                foreach (var fault in verdict.Faults) Console.WriteLine($"  {fault}");
                if (verdict.Faults.Count > 0) broken++;
            }
            Console.WriteLine($"{clubs.Count - broken} ledgers right, {broken} not");
            return broken == 0 ? 0 : 1;
        }
    }
}
