using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace PadelSaaS.Ui;

/// <summary>
/// Addresses of the files in <c>wwwroot</c> that change whenever their content does, so that browsers may keep them for ever.
/// Where <c>MapStaticAssets</c> has a fingerprinted route, that route is used; otherwise a hash is appended as a query.
/// </summary>
public sealed class StaticPaths(IWebHostEnvironment environment, IServiceProvider services)
{
    private const string Root = "_content/PadelSaaS.Ui/";

    private readonly ConcurrentDictionary<string, string> hashed = new();
    private readonly Lazy<Dictionary<string, string>> fingerprinted = new(() => Fingerprinted(services));

    /// <summary>The address of a file of this project, such as <c>vendor/app.css</c>.</summary>
    public string Url(string file)
    {
        var path = Root + file;
        return fingerprinted.Value.TryGetValue(path, out var route) ? "/" + route : hashed.GetOrAdd(path, WithHash);
    }

    private string WithHash(string path)
    {
        var file = environment.WebRootFileProvider.GetFileInfo(path);
        if (!file.Exists)
            return "/" + path;
        using var content = file.CreateReadStream();
        return $"/{path}?v={Convert.ToHexStringLower(SHA256.HashData(content))[..10]}";
    }

    private static Dictionary<string, string> Fingerprinted(IServiceProvider services)
    {
        var routes = new Dictionary<string, string>();
        foreach (var endpoint in services.GetService<EndpointDataSource>()?.Endpoints ?? [])
        {
            if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not { } asset || asset.Selectors.Count > 0)
                continue;
            if (asset.Properties.FirstOrDefault(property => property.Name == "label")?.Value is { } label)
                routes[label] = asset.Route;
        }

        return routes;
    }
}
