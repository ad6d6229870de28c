using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Edge;

/// <summary>A platform behind proxies of 10.1.0.0/16 that end TLS.</summary>
public class BehindProxies : PlatformFixture
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Padel:Proxies"] = "10.1.0.0/16, 192.0.2.7" };

    protected override void More(IServiceCollection services) => services.AddSingleton<IStartupFilter, FromAddresses>();
}

/// <summary>Lets a test say which address a connection comes from: the server in memory has none.</summary>
public sealed class FromAddresses : IStartupFilter
{
    public const string Header = "Test-From";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, following) =>
        {
            if (http.Request.Headers[Header].ToString() is { Length: > 0 } from) http.Connection.RemoteIpAddress = IPAddress.Parse(from);
            http.Request.Headers.Remove(Header);
            return following(http);
        });
        next(app);
    };
}

/// <summary>Ways to stand at the door.</summary>
internal static class Callers
{
    public static Visitor From(this Visitor visitor, string address)
    {
        visitor.Headers[FromAddresses.Header] = address;
        return visitor;
    }

    /// <summary>By https, through a proxy that says so.</summary>
    public static Visitor ByTls(this Visitor visitor, string address = "198.51.100.7", string proxy = "10.1.0.9")
    {
        visitor.Headers["X-Forwarded-Proto"] = "https";
        visitor.Headers["X-Forwarded-For"] = address;
        return visitor.From(proxy);
    }
}
