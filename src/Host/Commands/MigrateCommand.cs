using System.Diagnostics;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Host.Commands;

/// <summary>Brings schemas up to date and says for each tenant how it went.</summary>
internal static class MigrateCommand
{
    public static async Task<int> AllAsync(WebApplication app)
    {
        var applied = await app.Services.GetRequiredService<Migrator>().MigratePlatformAsync();
        Console.WriteLine($"platform: {applied} scripts");
        return await TenantsAsync(app, null);
    }

    public static async Task<int> TenantsAsync(WebApplication app, string? slug)
    {
        var watch = Stopwatch.StartNew();
        var results = await app.Services.GetRequiredService<Migrator>().MigrateTenantsAsync(slug);
        if (slug is not null && results.Count == 0) throw new ArgumentException($"There is no tenant '{slug}'.");

        foreach (var result in results) Console.WriteLine($"{result.Slug}: {result.Error ?? $"{result.Applied} scripts"}");
        // What scripts cannot do: the keys are not in the database. Interrupted, the platform goes on with it while it runs.
        var resealing = app.Services.GetRequiredService<Resealing>();
        foreach (var result in results.Where(result => result.Error is null))
            if (await resealing.SealClearAsync(result.Schema, default) is > 0 and var values) Console.WriteLine($"{result.Slug}: {values} values sealed");
        var failed = results.Count(result => result.Error is not null);
        Console.WriteLine($"{results.Count - failed} tenants up to date, {failed} failed, {watch.ElapsedMilliseconds} ms");
        await app.DisposeAsync();
        return failed == 0 ? 0 : 1;
    }
}
