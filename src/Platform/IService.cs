using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Platform;

/// <summary>
/// A service's one public type. <see cref="Add"/> runs in every process, so that questions are always answered; whether
/// <see cref="Map"/>, the reactions, timers and jobs run is decided by the host's table and <c>--services</c>.
/// </summary>
public interface IService
{
    /// <summary>Name in lower case, as in <c>--services</c>, logs and consumer groups.</summary>
    string Name { get; }

    /// <summary>Registers what the service needs, hears and answers.</summary>
    void Add(IServiceCollection services, IConfiguration configuration);

    /// <summary>Maps the service's use cases to the doors they belong to.</summary>
    void Map(Doors doors);
}

/// <summary>The services whose endpoints, reactions and jobs run in this process.</summary>
public sealed record RunningServices(IReadOnlySet<string> Names)
{
    /// <summary>Whether the service runs here.</summary>
    public bool Has(string name) => Names.Contains(name);
}
