using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants;

/// <summary>Opens tenants by file and writes them back to one; every service reads and writes its own section.</summary>
internal sealed class Office(IServiceScopeFactory scopes, Provisioning provisioning, ITenantStore tenants, IHostEnvironment environment) : ITenantOffice
{
    public async Task<Guid> ApplyAsync(JsonObject file, IReadOnlyDictionary<string, byte[]> pictures, Action<string> progress, CancellationToken stop = default)
    {
        var checkedFile = TenantFile.Read(file);
        if (!environment.IsDevelopment() && HasDemo(file))
            throw new TenantFileException("demo: sample data and written-down passwords are loaded in the Development environment only.");
        foreach (var (name, content) in pictures) Pictures.TypeOf(name, content);

        await CheckAsync(file);

        await using var alone = scopes.CreateAsyncScope();
        await WaitForTurnAsync(alone.ServiceProvider, checkedFile.Slug, stop);
        var id = await provisioning.OpenAsync(checkedFile, progress, stop);
        var tenant = await tenants.FindAsync(id, stop) ?? throw new InvalidOperationException($"Tenant {id} was opened and is not in the registry.");
        await InScopeAsync(tenant, scope => scope.GetRequiredService<Pictures>().PutAsync(pictures, stop));
        foreach (var name in await SectionNamesAsync())
        {
            progress(name);
            await InScopeAsync(tenant, scope => Sections(scope).First(section => section.Name == name).ApplyAsync(id, file[name]?.DeepClone(), file, stop));
        }
        return id;
    }

    public async Task<(JsonObject File, IReadOnlyDictionary<string, byte[]> Pictures)?> ExportAsync(string slug, CancellationToken stop = default)
    {
        if ((await tenants.AllAsync(stop)).FirstOrDefault(tenant => tenant.Slug == slug) is not { } tenant) return null;

        var file = new JsonObject
        {
            ["slug"] = tenant.Slug,
            ["name"] = tenant.Name,
            ["country"] = tenant.Country,
            ["currency"] = tenant.Currency,
            ["zone"] = tenant.Zone,
            ["languages"] = new JsonArray([.. tenant.Languages.Select(language => (JsonNode)language)]),
            ["defaultLanguage"] = tenant.DefaultLanguage,
            ["brand"] = JsonNode.Parse(tenant.Brand),
        };
        foreach (var name in await SectionNamesAsync())
            await InScopeAsync(tenant, async scope =>
            {
                if (await Sections(scope).First(section => section.Name == name).ExportAsync(tenant.Id, stop) is { } section) file[name] = section;
            });
        IReadOnlyDictionary<string, byte[]> pictures = new Dictionary<string, byte[]>();
        await InScopeAsync(tenant, async scope => pictures = await scope.GetRequiredService<Pictures>().AllAsync(stop));
        return (file, pictures);
    }

    // Of two that apply the same slug, one waits until the other is done. The lock ends with the scope's transaction, which writes nothing.
    private static async Task WaitForTurnAsync(IServiceProvider scope, string slug, CancellationToken stop)
    {
        scope.GetRequiredService<BehindTheScenes>().Is = true;
        var work = scope.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync(stop);
        await using var turn = work.Command("select pg_advisory_xact_lock(hashtextextended('apply:' || $1, 0))", slug);
        await turn.ExecuteNonQueryAsync(stop);
    }

    // Every section is asked before the first thing is written: a club is opened whole or not at all.
    private async Task CheckAsync(JsonObject file)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var section in Sections(scope.ServiceProvider)) section.Check(file[section.Name], file);
    }

    private static bool HasDemo(JsonObject file) =>
        file["demo"] is not null || (file["people"] as JsonArray)?.Any(person => person?["password"] is not null) == true;

    private async Task<List<string>> SectionNamesAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        return [.. Sections(scope.ServiceProvider).Select(section => section.Name)];
    }

    private static IEnumerable<ITenantFileSection> Sections(IServiceProvider scope) =>
        scope.GetServices<ITenantFileSection>().OrderBy(section => section.Order);

    private async Task InScopeAsync(TenantInfo tenant, Func<IServiceProvider, Task> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
        await act(scope.ServiceProvider);
    }
}
