using PadelSaaS.Platform.Data.Archives;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Host.Commands;

/// <summary>Writes one club into an archive, and restores one beside the club to see what has changed since.</summary>
public static class ArchiveCommand
{
    /// <summary>Writes the whole club: rows, files, wrapped keys.</summary>
    public static async Task<int> WriteAsync(WebApplication app, string slug, string path)
    {
        await using (app)
        {
            var club = await FindAsync(app, slug);
            // Nothing half written lies under the name that was asked for.
            var unfinished = path + ".part";
            ArchiveManifest manifest;
            await using (var file = File.Create(unfinished)) manifest = await app.Services.GetRequiredService<ClubArchives>().WriteAsync(club, file);
            File.Move(unfinished, path, overwrite: true);
            Console.WriteLine($"{slug}: {manifest.Parts.Sum(part => part.Rows)} rows and files in {manifest.Parts.Count} parts, written to {path}");
            return 0;
        }
    }

    /// <summary>Restores an archive as the club's shadow and says how it differs from the club. The club is only read.</summary>
    /// <param name="keep">Whether the shadow stays, to be looked at with <c>psql</c>.</param>
    public static async Task<int> CompareAsync(WebApplication app, string slug, string path, bool keep)
    {
        await using (app)
        {
            if (!File.Exists(path)) throw new ArgumentException($"There is no file {path}.");
            var (club, shadows) = (await FindAsync(app, slug), app.Services.GetRequiredService<ShadowSchemas>());
            try
            {
                await using var file = File.OpenRead(path);
                var manifest = await shadows.RestoreAsync(club, file);
                Console.WriteLine($"{slug}: archive of {manifest.TakenAt:u} stands in {ShadowSchemas.NameOf(club.Id)}");
                var differences = (await shadows.CompareAsync(club)).Where(one => !one.IsNone).ToList();
                if (differences.Count > 0) Console.WriteLine($"{"table",-36} {"only then",10} {"only now",10} {"changed",10}");
                foreach (var one in differences) Console.WriteLine($"{one.Table,-36} {one.OnlyThen,10} {one.OnlyNow,10} {one.Changed,10}");
                Console.WriteLine(differences.Count == 0 ? "nothing differs" : $"{differences.Count} tables differ");
                return 0;
            }
            finally
            {
                if (!keep) await shadows.DropAsync(club);
            }
        }
    }

    private static async Task<TenantInfo> FindAsync(WebApplication app, string slug) =>
        (await app.Services.GetRequiredService<ITenantStore>().AllAsync()).FirstOrDefault(club => club.Slug == slug && club.State != TenantState.Provisioning) ?? throw new ArgumentException($"There is no tenant '{slug}'.");
}
