using System.Text.Json;
using PadelSaaS.Host.Gateway;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Host.Commands;

/// <summary>Prints how a gateway has to share requests out when every service runs in processes of its own: Istio's VirtualServices, as JSON that kubectl takes.</summary>
internal static class GatewayCommand
{
    private const string Others = "web";
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static int Print(string apex, string @namespace)
    {
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            ApiVersion = "v1",
            Kind = "List",
            Items = RouteTree.Of(Addresses(), Others).GroupBy(rule => rule.Door).Select(door => VirtualService(door.Key, [.. door], apex, @namespace)),
        }, Readable));
        return 0;
    }

    // The services hang up their use cases as they do when they serve; nothing is started and no database is asked.
    private static IReadOnlyList<RoutedAddress> Addresses()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration["Database:App"] ??= "Host=nowhere";
        Building.Prepare(builder, House.Choose("all"));
        var app = builder.Build();
        foreach (var service in House.Services) service.Map(new Doors(app, service.Name));
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(RoutedAddress.Of).OfType<RoutedAddress>()];
    }

    private static object VirtualService(Door door, IReadOnlyList<RoutedPath> rules, string apex, string @namespace) => new
    {
        ApiVersion = "networking.istio.io/v1",
        Kind = "VirtualService",
        Metadata = new { Name = $"padel-{door.ToString().ToLowerInvariant()}", Namespace = @namespace },
        Spec = new
        {
            Hosts = new[] { door switch { Door.Portal => apex, Door.Console => $"admin.{apex}", _ => $"*.{apex}" } },
            Gateways = new[] { "padel" },
            Http = rules.Select(rule => new
            {
                Match = new[] { new { Uri = new { Regex = rule.Path } } },
                Route = new[] { new { Destination = new { Host = $"padel-{rule.Service}", Port = new { Number = 8080 } } } },
            }),
        },
    };
}
