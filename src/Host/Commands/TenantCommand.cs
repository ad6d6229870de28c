using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Host.Commands;

/// <summary>Opens, updates, lists and exports tenants by their folders.</summary>
internal static class TenantCommand
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> ApplyAsync(WebApplication app, string folder)
    {
        await using (app)
        {
            await ApplyAsync(app.Services.GetRequiredService<ITenantOffice>(), folder);
            return 0;
        }
    }

    private static async Task ApplyAsync(ITenantOffice office, string folder)
    {
        var path = Path.Combine(folder, "tenant.json");
        if (!File.Exists(path)) throw new ArgumentException($"There is no {path}.");
        var file = Parse(path);
        var slug = (string?)file["slug"];
        if (slug != Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))))
            throw new TenantFileException($"slug: '{slug}' has to be the name of its folder.");
        var pictures = Directory.EnumerateFiles(folder).Where(IsPicture).ToDictionary(picture => Path.GetFileName(picture)!, File.ReadAllBytes);
        var photos = Path.Combine(folder, "photos");
        if (Directory.Exists(photos))
            foreach (var photo in Directory.EnumerateFiles(photos).Where(IsPicture)) pictures[$"photos/{Path.GetFileName(photo)}"] = await File.ReadAllBytesAsync(photo);
        Console.Write($"{slug}:");
        await office.ApplyAsync(file, pictures, step => Console.Write($" {step}"));
        Console.WriteLine(" done");
    }

    public static async Task<int> DemoAsync(WebApplication app, string folder)
    {
        await using (app)
        {
            if (!app.Environment.IsDevelopment())
                throw new InvalidOperationException("Demo clubs have written-down passwords: they are loaded in the Development environment only.");
            if (!Directory.Exists(folder)) throw new ArgumentException($"There is no folder {folder}.");
            foreach (var club in Directory.EnumerateDirectories(folder).Where(club => !Path.GetFileName(club).StartsWith('_')).Order())
                if (File.Exists(Path.Combine(club, "tenant.json"))) await ApplyAsync(app.Services.GetRequiredService<ITenantOffice>(), club);
            await AdminCommand.DemoAsync(app);
            return 0;
        }
    }

    public static async Task<int> ExportAsync(WebApplication app, string slug, string folder)
    {
        await using (app)
        {
            if (await app.Services.GetRequiredService<ITenantOffice>().ExportAsync(slug) is not var (file, pictures))
                throw new ArgumentException($"There is no tenant '{slug}'.");
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "tenant.json"), file.ToJsonString(Readable) + "\n");
            foreach (var (name, content) in pictures)
            {
                var at = name.StartsWith("photos/", StringComparison.Ordinal) ? Directory.CreateDirectory(Path.Combine(folder, "photos")).FullName : folder;
                await File.WriteAllBytesAsync(Path.Combine(at, Path.GetFileName(name)), content);
            }
            Console.WriteLine($"{slug}: written to {folder}");
            return 0;
        }
    }

    public static async Task<int> ListAsync(WebApplication app)
    {
        await using (app)
        {
            foreach (var tenant in await app.Services.GetRequiredService<ITenantStore>().AllAsync())
                Console.WriteLine($"{tenant.Slug,-24} {tenant.State,-13} {tenant.Schema,-20} {tenant.Currency} {tenant.Zone,-20} {tenant.Name}");
            return 0;
        }
    }

    private static bool IsPicture(string path) => Path.GetExtension(path) is ".svg" or ".png" or ".jpg" or ".jpeg" or ".webp";

    private static JsonObject Parse(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new TenantFileException($"{path}: a JSON object is needed.");
        }
        catch (JsonException broken)
        {
            throw new TenantFileException($"{path}: {broken.Message}");
        }
    }
}
