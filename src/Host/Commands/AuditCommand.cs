using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Host.Commands;

/// <summary>Looks whether audit logs are as they were written. 1 when one is not.</summary>
internal static class AuditCommand
{
    private const string Platform = "platform";

    public static async Task<int> VerifyAsync(WebApplication app, string? whose)
    {
        await using (app)
        {
            var logs = (await app.Services.GetRequiredService<ITenantStore>().AllAsync()).Where(tenant => tenant.State != TenantState.Provisioning)
                .Select(tenant => (tenant.Slug, tenant.Schema)).Prepend((Slug: Platform, Schema: Platform)).Where(log => whose is null || log.Slug == whose).ToList();
            if (logs.Count == 0) throw new ArgumentException($"There is no tenant '{whose}'.");

            var broken = 0;
            foreach (var (slug, schema) in logs)
            {
                var verdict = await app.Services.GetRequiredService<AuditVerifier>().VerifyAsync(schema);
                // The hash is for whoever keeps it elsewhere: only that finds a log which was written anew with its anchor.
                Console.WriteLine($"{slug}: {verdict.Rows} rows, {(verdict.Faults.Count == 0 ? "whole" : "NOT WHOLE")}, head {verdict.Head}");
                foreach (var fault in verdict.Faults) Console.WriteLine($"  {fault}");
                if (verdict.Faults.Count > 0) broken++;
            }
            Console.WriteLine($"{logs.Count - broken} audit logs whole, {broken} not");
            return broken == 0 ? 0 : 1;
        }
    }
}
