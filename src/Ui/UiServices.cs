using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PadelSaaS.Ui;

/// <summary>What pages need from the container.</summary>
public static class UiServices
{
    /// <summary>Adds Razor components, localisation and the paths of static files. Safe to call more than once.</summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddLocalization();
        services.TryAddSingleton<StaticPaths>();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>Adds a link to the navigation of a door.</summary>
    public static IServiceCollection AddNavEntry(this IServiceCollection services, NavEntry entry) => services.AddSingleton(entry);
}
