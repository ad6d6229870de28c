using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Host.Commands;

/// <summary>Rotates keys while the platform runs, and seals what lies in the clear. Interrupted, each goes on where it was.</summary>
internal static class KeysCommand
{
    public static async Task<int> RotateMasterAsync(WebApplication app)
    {
        await using (app)
        {
            var wrapped = await app.Services.GetRequiredService<Rotation>().RotateMasterAsync();
            await NoteAsync(app, "keys.master_rotated", app.Services.GetRequiredService<MasterKeys>().Newest);
            Console.WriteLine($"{wrapped} data keys wrapped anew by master key '{app.Services.GetRequiredService<MasterKeys>().Newest}'");
            return 0;
        }
    }

    public static async Task<int> RotateDataAsync(WebApplication app, string? whose)
    {
        await using (app)
        {
            foreach (var (name, owner) in await OwnersAsync(app, whose))
            {
                var key = await app.Services.GetRequiredService<Rotation>().RotateDataAsync(owner);
                await NoteAsync(app, "keys.data_rotated", name);
                var values = await app.Services.GetRequiredService<Resealing>().RunAsync(owner);
                Console.WriteLine($"{name}: data key {key}, {values} values sealed anew");
            }
            return 0;
        }
    }

    public static async Task<int> SealAsync(WebApplication app, string? whose)
    {
        await using (app)
        {
            foreach (var (name, owner) in await OwnersAsync(app, whose))
                Console.WriteLine($"{name}: {await app.Services.GetRequiredService<Resealing>().RunAsync(owner)} values sealed");
            return 0;
        }
    }

    public static async Task<int> RotateSigningAsync(WebApplication app, bool atOnce)
    {
        await using (app)
        {
            var from = await app.Services.GetRequiredService<ISigningKeyRotation>().RotateAsync(atOnce);
            await NoteAsync(app, atOnce ? "keys.signing_replaced" : "keys.signing_rotated", "signing");
            Console.WriteLine(atOnce
                ? "a new key signs; what others signed is worth nothing within a minute, and clients get a new access token by their refresh token"
                : $"the next key is published and signs from {from:yyyy-MM-dd HH:mm} UTC; the old one goes once its last token is over");
            return 0;
        }
    }

    private static async Task NoteAsync(WebApplication app, string act, string subject)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync();
        work.Audit(new Act(act, "key", subject));
        await work.CommitAsync();
    }

    private static async Task<IReadOnlyList<(string Name, string Owner)>> OwnersAsync(WebApplication app, string? whose)
    {
        var tenants = (await app.Services.GetRequiredService<ITenantStore>().AllAsync()).Where(tenant => tenant.State != TenantState.Provisioning);
        var all = tenants.Select(tenant => (tenant.Slug, tenant.Schema)).Prepend(("platform", Database.PlatformRole));
        var chosen = all.Where(owner => whose is null || owner.Item1 == whose).ToList();
        return chosen.Count > 0 ? chosen : throw new ArgumentException($"There is no tenant '{whose}'.");
    }
}
