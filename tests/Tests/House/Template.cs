using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
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

    private static readonly Lazy<Task> Made = new(MakeAsync);

    /// <summary>Makes a database of one's own, in well under a second.</summary>
    public static async Task<string> CloneAsync(string purpose)
    {
        await Made.Value;
        var name = $"padel_{purpose.ToLowerInvariant()}_{Guid.CreateVersion7():N}"[..Math.Min(60, purpose.Length + 20)] + Random.Shared.Next(1000, 9999);
        await Cluster.ExecuteAsync("postgres", $"create database {name} template {Name} strategy file_copy");
        return name;
    }

    private static async Task MakeAsync()
    {
        await Cluster.ExecuteAsync("postgres", $"drop database if exists {Name}");
        await Cluster.ExecuteAsync("postgres", $"create database {Name}");
        await using var app = await QuietAsync(Name);
        await app.Services.GetRequiredService<Migrator>().MigratePlatformAsync();
        var office = app.Services.GetRequiredService<ITenantOffice>();
        foreach (var club in new[] { "madrid", "lahore" })
        {
            var file = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "House", "clubs", $"{club}.json")))!;
            await office.ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
        }
    }

    /// <summary>A container like the command line's, on a database of the cluster.</summary>
    public static async Task<WebApplication> QuietAsync(string database, Action<WebApplicationBuilder>? more = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ApplicationName = "padel", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration["Database:Owner"] = await Cluster.ConnectionAsync(database);
        builder.Logging.ClearProviders();
        Building.Prepare(builder, new RunningServices(new HashSet<string>()));
        more?.Invoke(builder);
        return builder.Build();
    }
}
