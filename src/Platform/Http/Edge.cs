using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// What lies between the visitor and this process. Only proxies named in <c>Padel:Proxies</c> (addresses and networks, commas between) are believed about
/// who asks, by which scheme and for which host; anybody else's headers change nothing. Where <c>Padel:PublicScheme</c> is <c>https</c>, nobody
/// comes by anything else, so cookies and addresses are made for it even behind a proxy that does not say so.
/// </summary>
public static class Edge
{
    /// <summary>The first thing a request meets.</summary>
    /// <exception cref="InvalidOperationException">A proxy is neither an address nor a network.</exception>
    public static void UseEdge(this IApplicationBuilder app)
    {
        var configuration = app.ApplicationServices.GetRequiredService<IConfiguration>();
        if (Trusted(configuration["Padel:Proxies"]) is { } options) app.UseForwardedHeaders(options);
        if (string.Equals(configuration["Padel:PublicScheme"], "https", StringComparison.OrdinalIgnoreCase))
            app.Use((http, next) =>
            {
                http.Request.Scheme = "https";
                return next(http);
            });
        app.UseMiddleware<HostCookies>();
    }

    private static ForwardedHeadersOptions? Trusted(string? proxies)
    {
        var named = (proxies ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (named.Length == 0) return null;

        // However many stand in a row: each address is taken from the one before it, back to the first that nobody named.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var one in named)
        {
            if (IPAddress.TryParse(one, out var address)) options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(one, out var network)) options.KnownIPNetworks.Add(network);
            else throw new InvalidOperationException($"Padel:Proxies: '{one}' is neither an address nor a network such as 10.0.0.0/8.");
        }
        return options;
    }
}
