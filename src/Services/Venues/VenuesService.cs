using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Storage;
using PadelSaaS.Ui;
using PadelSaaS.Venues.Managing;
using PadelSaaS.Venues.Photos;
using PadelSaaS.Venues.Prices;
using PadelSaaS.Venues.TenantFile;
using PadelSaaS.Venues.UseCases;
using PadelSaaS.Venues.UseCases.Manage;

namespace PadelSaaS.Venues;

/// <summary>The places of a club: where they are, when they open, which courts they have, what those cost and how they are sold.</summary>
public sealed class VenuesService : IService
{
    /// <inheritdoc/>
    public string Name => "venues";

    /// <inheritdoc/>
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new ScriptSource(Name, typeof(VenuesService).Assembly));
        services.AddScoped<IPersonalData, PersonalVenues>();
        services.AddScoped<VenueReader>().AddScoped<NearVenues>().AddScoped<IVenues, KnownVenues>().AddScoped<IKeptPrices, KeptPriceLists>();
        services.AddScoped<FilePhotos>().AddScoped<ITenantFileSection, VenuesSection>();
        services.AddScoped<PlanRoom>().AddScoped<IPlanUse, VenueUse>().AddScoped<IPlanUse, CourtUse>();
        services.AddScoped<Editor>().AddScoped<OtherHours>().AddScoped<Readiness>().AddScoped<Pages>();
        services.AddScoped<PhotoFiles>().AddScoped<IFileOwner, PhotoOwner>().AddScoped<KnownPhotos>().AddScoped<AddPhoto>();
        services.AddTimer<TidyPhoto>(Name, TidyPhoto.Job);
        services.AddNavEntry(new NavEntry(Door.Club, ListManagedVenues.Path, "Manage", "settings", 95, typeof(VenuesWords), Ability.ManageVenues));
        services.AddForgetting<VenueUpdated>(venue => [KnownVenues.Tag, $"venue:{venue.VenueId}"]);
    }

    /// <inheritdoc/>
    public void Map(Doors doors)
    {
        ListVenues.Map(doors);
        ShowVenue.Map(doors);
        ShowVenuePage.Map(doors);
        ShowSitemap.Map(doors);
        ShowPhoto.Map(doors);
        ListManagedVenues.Map(doors);
        AddVenue.Map(doors);
        AddPhoto.Map(doors);
        ChangePhotos.Map(doors);
        ChangeDetails.Map(doors);
        ChangeCourts.Map(doors);
        ChangeGroups.Map(doors);
        ChangeHours.Map(doors);
        ChangeDays.Map(doors);
        ChangeSeasons.Map(doors);
        ChangeRules.Map(doors);
        ChangePrices.Map(doors);
        ChangeExtras.Map(doors);
        PublishVenue.Map(doors);
        ChangeDay.Map(doors);
    }
}
