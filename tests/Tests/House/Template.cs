using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Host;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Data;

namespace PadelSaaS.Tests.House;

/// <summary>A database with every table and two open clubs, made once per run; test classes clone it.</summary>
public static class Template
{
    /// <summary>Name of the template database.</summary>
    public static readonly string Name = $"padel_template_{Environment.ProcessId}";

    private static readonly string Bare = $"{Name}_bare";
    private static readonly Lazy<Task> Made = new(MakeAsync);

    /// <summary>Makes a database of one's own, in well under a second.</summary>
    public static Task<string> CloneAsync(string purpose) => CloneAsync(purpose, Name);

    /// <summary>The same without any club.</summary>
    public static Task<string> CloneBareAsync(string purpose) => CloneAsync(purpose, Bare);

    private static async Task<string> CloneAsync(string purpose, string template)
    {
        await Made.Value;
        var name = $"padel_{purpose.ToLowerInvariant()}_{Guid.CreateVersion7():N}"[..Math.Min(55, purpose.Length + 20)] + Random.Shared.Next(1000, 9999);
        await Cluster.ExecuteAsync("postgres", $"create database {name} template {template} strategy file_copy");
        return name;
    }

    private static async Task MakeAsync()
    {
        foreach (var name in new[] { Name, Bare }) await Cluster.ExecuteAsync("postgres", $"drop database if exists {name}");
        await Cluster.ExecuteAsync("postgres", $"create database {Bare}");
        await using (var bare = await QuietAsync(Bare)) await bare.Services.GetRequiredService<Migrator>().MigratePlatformAsync();
        await Cluster.ExecuteAsync("postgres", $"create database {Name} template {Bare} strategy file_copy");

        await using var app = await QuietAsync(Name);
        var office = app.Services.GetRequiredService<ITenantOffice>();
        foreach (var club in new[] { "madrid", "lahore" }) await office.ApplyAsync(Club(club), new Dictionary<string, byte[]>(), _ => { });
    }

    /// <summary>The file of a club that is made for the tests.</summary>
    public static JsonObject Club(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "House", "clubs", $"{name}.json")))!.AsObject();

    /// <summary>Lets a password be hashed in a hundredth of the time: the suite hashes thousands. How slow it really is has a test of its own.</summary>
    public static void HashQuickly(IServiceCollection services) => services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1000);

    /// <summary>A container like the command line's, on a database of the cluster.</summary>
    public static async Task<WebApplication> QuietAsync(string database, Action<WebApplicationBuilder>? more = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ApplicationName = "padel", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration["Database:Owner"] = await Cluster.ConnectionAsync(database);
        builder.Logging.ClearProviders();
        Building.Prepare(builder, new RunningServices(new HashSet<string>()));
        HashQuickly(builder.Services);
        more?.Invoke(builder);
        return builder.Build();
    }
}
