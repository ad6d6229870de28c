using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tenants.Clubs;
using PadelSaaS.Tenants.Domains;
using PadelSaaS.Tenants.Figures;
using PadelSaaS.Tenants.Legal;
using PadelSaaS.Tenants.Lifecycle;
using PadelSaaS.Tenants.Looks;
using PadelSaaS.Tenants.NewClubs;
using PadelSaaS.Tenants.Notices;
using PadelSaaS.Tenants.Plans;
using PadelSaaS.Tenants.SigningUp;
using PadelSaaS.Tenants.UseCases;
using PadelSaaS.Tenants.UseCases.Branding;
using PadelSaaS.Tenants.UseCases.Domains;
using PadelSaaS.Tenants.UseCases.Figures;
using PadelSaaS.Tenants.UseCases.Legal;
using PadelSaaS.Tenants.UseCases.Notices;
using PadelSaaS.Tenants.UseCases.Plans;
using PadelSaaS.Ui;

namespace PadelSaaS.Tenants;

/// <summary>The registry of clubs, their hosts and domains, their look and their pictures.</summary>
public sealed class TenantsService : IService
{
    /// <inheritdoc/>
    public string Name => "tenants";

    /// <inheritdoc/>
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new ScriptSource(Name, typeof(TenantsService).Assembly));
        services.AddSingleton<RegistryReader>().AddSingleton<Registry>().AddSingleton<ITenantStore>(provider => provider.GetRequiredService<Registry>());
        services.AddSingleton<Provisioning>().AddSingleton<ITenantOffice, Office>();
        services.AddScoped<Pictures>().AddScoped<ITenantPictures>(scope => scope.GetRequiredService<Pictures>()).AddSingleton<KnownPictures>();
        services.AddScoped<Signups>().AddScoped<ClubSite>().AddTimer<OpenClub>(Name, OpenClub.Job);
        services.AddScoped<ClubBook>().AddScoped<ClubUse>().AddScoped<Turning>().AddScoped<SeeClubs>().AddScoped<TurnClub>();
        services.AddTimer<NoteAtClub>(Name, NoteAtClub.Job).AddTimer<EraseClub>(Name, EraseClub.Job);
        services.AddNavEntry(new NavEntry(Door.Console, SeeClubs.Path, "Clubs", "building-2", 20, typeof(TenantsWords), ConsoleDoor.Ability));
        services.AddForgetting<TenantStateChanged>(_ => [Registry.Tag]);
        services.AddForgetting<TenantErased>(_ => [Registry.Tag]);
        services.AddScoped<LookBook>().AddSingleton<LookEntry>().AddScoped<EditBranding>().AddScoped<PreviewLook>().AddReaction<LookPublished, WhenLookPublished>(Name);
        services.AddNavEntry(new NavEntry(Door.Club, EditBranding.Path, "Branding", "palette", 95, typeof(TenantsWords), Ability.ManageTenant, "/manage/venues"));
        services.AddSingleton<ZoneReader>().AddScoped<DomainBook>().AddScoped<DomainOffice>().AddScoped<EditDomains>().DoEvery<CheckDomains>(Name, CheckDomains.Job, CheckDomains.EveryTenMinutes);
        services.AddNavEntry(new NavEntry(Door.Club, EditDomains.Path, "Domains", "globe", 96, typeof(TenantsWords), Ability.ManageTenant, "/manage/venues"));
        services.AddScoped<PlanBook>().AddScoped<IPlans>(scope => scope.GetRequiredService<PlanBook>()).AddScoped<PlanOffice>().AddScoped<EditPlan>().AddScoped<SetPlan>().AddScoped<IPlanUse, DomainUse>().AddTimer<FollowPlan>(Name, FollowPlan.Job);
        services.AddNavEntry(new NavEntry(Door.Club, EditPlan.Path, "Your plan", "badge-check", 99, typeof(TenantsWords), Ability.ManageTenant, "/manage/venues"));
        services.AddScoped<FigureBook>().AddScoped<SeeFigures>().DoEveryAtClubs<CountClub>(Name, CountClub.Job, CountClub.EveryHour);
        services.AddNavEntry(new NavEntry(Door.Console, SeeFigures.Path, "Figures", "chart-column", 15, typeof(TenantsWords), ConsoleDoor.Ability));
        services.AddSingleton<NoticeBook>().AddSingleton<IClubNotices>(provider => provider.GetRequiredService<NoticeBook>()).AddScoped<ManageNotices>().AddForgetting<NoticesChanged>(_ => [NoticeBook.Tag]);
        services.AddNavEntry(new NavEntry(Door.Console, ManageNotices.Path, "Notices to clubs", "megaphone", 25, typeof(TenantsWords), ConsoleDoor.Ability));
        services.AddScoped<LegalBook>().AddScoped<ILegalTexts>(scope => scope.GetRequiredService<LegalBook>()).AddScoped<EditLegal>().AddScoped<ITenantFileSection, LegalSection>().AddForgetting<LegalTextsChanged>(_ => [LegalBook.Tag]);
        services.AddNavEntry(new NavEntry(Door.Club, EditLegal.Path, "Legal texts", "scale", 97, typeof(TenantsWords), Ability.ManageTenant, "/manage/venues"));
        services.AddForgetting<PlanChanged>(_ => [PlanBook.Tag, Registry.Tag]);
        services.AddForgetting<DomainsChanged>(_ => [Registry.Tag]);
        services.AddForgetting<TenantOpened>(_ => [Registry.Tag]);
        services.AddForgetting<BrandingChanged>(_ => [Registry.Tag, KnownPictures.Tag]);
    }

    /// <inheritdoc/>
    public void Map(Doors doors)
    {
        // Every page is drawn with these.
        doors.Club.OpensBeforeEnrolment();
        ShowTheme.Map(doors);
        ShowBrandPicture.Map(doors);
        ShowFile.Map(doors);
        ShowManifest.Map(doors);
        ShowServiceWorker.Map(doors);
        ShowRobots.Map(doors);
        AskForClub.Map(doors);
        OpenAskedClub.Map(doors);
        SeeClubs.Map(doors);
        TurnClub.Map(doors);
        EditBranding.Map(doors);
        PreviewLook.Map(doors);
        ManageBranding.Map(doors);
        ShowLegal.Map(doors);
        EditLegal.Map(doors);
        SeeFigures.Map(doors);
        ManageNotices.Map(doors);
        EditPlan.Map(doors);
        ManagePlan.Map(doors);
        SetPlan.Map(doors);
        EditDomains.Map(doors);
        ManageDomains.Map(doors);
        AskForCertificate.Map(doors);
    }
}
