using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Security;

/// <summary>A platform with a table of sealed notes at each club, as a service would have one whose column lay in the clear before.</summary>
public sealed class Vault : PlatformFixture
{
    internal const string Column = "notes_of_a_test.text";

    protected override void More(IServiceCollection services) =>
        services.AddSingleton(new SealedColumn("notes_of_a_test", "text_sealed", Column, Plain: "text", Index: "text_index", Indexed: text => text.ToUpperInvariant()));

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var club in new[] { "madrid", "lahore" })
            await ExecuteAsync(club, $"create table notes_of_a_test (id uuid primary key, text text, text_sealed bytea, text_index bytea); grant all on notes_of_a_test to {(await TenantAsync(club)).Schema}");
    }

    /// <summary>Seals and opens for a club, by this process's memory or another's.</summary>
    internal async Task<Sealed> SealedAsync(string club, DataKeys? keys = null)
    {
        var current = new CurrentTenant();
        current.Set(await TenantAsync(club));
        return new Sealed(current, keys ?? Services.GetRequiredService<DataKeys>());
    }

    /// <summary>The data keys as another process knows them.</summary>
    internal DataKeys Elsewhere(MasterKeys? masters = null) =>
        new(Services.GetRequiredService<Database>(), masters ?? Services.GetRequiredService<MasterKeys>(), Clock);

    /// <summary>The master keys of a configuration.</summary>
    internal static MasterKeys Masters(string environment, params string[] keys) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(keys.Select((key, place) => KeyValuePair.Create($"Security:MasterKeys:{place}", (string?)key))).Build(), new Surroundings(environment));

    private sealed class Surroundings(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;

        public string ApplicationName { get; set; } = "padel";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
