using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Discovery;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Discovery.Index;
using PadelSaaS.Discovery.Reactions;
using PadelSaaS.Discovery.Search;
using PadelSaaS.Discovery.UseCases;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui;

namespace PadelSaaS.Discovery;

/// <summary>Players find a court at any club: one index of what all clubs show in public, searched from the platform's own address.</summary>
public sealed class DiscoveryService : IService
{
    /// <inheritdoc/>
    public string Name => "discovery";

    /// <inheritdoc/>
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new ScriptSource(Name, typeof(DiscoveryService).Assembly));
        services.AddScoped<VenueIndex>().AddScoped<IVenueListing, VenueListing>().AddScoped<IVenueSearch, PostgresSearch>().AddScoped<Finder>().AddScoped<Cities>().AddScoped<Suggesting>();

        services.AddNavEntry(new NavEntry(Door.Portal, FindVenues.Path, "Find a court", "search", 10, typeof(DiscoveryWords)));

        services.AddReaction<VenueUpdated, WhenVenueUpdated>(Name);
        services.AddReaction<BrandingChanged, WhenBrandingChanged>(Name);
        services.AddReaction<TenantErased, WhenTenantErased>(Name);
    }

    /// <inheritdoc/>
    public void Map(Doors doors)
    {
        FindVenues.Map(doors);
        ShowCities.Map(doors);
        Suggest.Map(doors);
    }
}
