using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Ui;
using PadelSaaS.Web.Club;
using PadelSaaS.Web.Club.FirstSteps;
using PadelSaaS.Web.Console;
using PadelSaaS.Web.Portal;
using PadelSaaS.Web.Portal.Developers;

namespace PadelSaaS.Web;

/// <summary>The front page of each door: pages that join what several services know, by asking them. It owns no table.</summary>
public sealed class WebService : IService
{
    /// <inheritdoc/>
    public string Name => "web";

    /// <inheritdoc/>
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddUi();
        services.AddScoped<OpenClubs>().AddScoped<WaitingFacts>();
        services.AddNavEntry(new NavEntry(Door.Console, "/", "Overview", "layout-dashboard", 10, typeof(WebWords), ConsoleDoor.Ability));
    }

    /// <inheritdoc/>
    public void Map(Doors doors)
    {
        ShowHome.Map(doors);
        ShowFirstSteps.Map(doors);
        ShowOffline.Map(doors);
        ShowLanding.Map(doors);
        ShowEvents.Map(doors);
        ShowOverview.Map(doors);
    }
}
