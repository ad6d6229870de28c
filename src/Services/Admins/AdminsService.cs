using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Admins.Access;
using PadelSaaS.Admins.UseCases.Status;
using PadelSaaS.Admins.UseCases;
using PadelSaaS.Admins.UseCases.Facts;
using PadelSaaS.Admins.UseCases.Jobs;
using PadelSaaS.Contracts.Admins;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Ui;

namespace PadelSaaS.Admins;

/// <summary>The people who run the platform, and how they get into the console.</summary>
public sealed class AdminsService : IService
{
    /// <inheritdoc/>
    public string Name => "admins";

    /// <inheritdoc/>
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new ScriptSource(Name, typeof(AdminsService).Assembly));
        services.AddSingleton(new SealedColumn("admins", "totp_sealed", Office.Totp, Shared: true));
        services.AddSingleton<IImpersonations, Impersonations>().AddScoped<Entrance>().AddScoped<Guesses>().AddScoped<IAdminOffice, Office>();
        services.AddAuthentication().AddCookie(ConsoleDoor.Scheme, ConsoleCookie.Apply);
        services.AddNavEntry(new NavEntry(Door.Console, ListAdmins.Path, "Admins", "users-round", 90, typeof(AdminsWords), ConsoleDoor.Ability));
        services.AddNavEntry(new NavEntry(Door.Console, SeeAudit.Path, "Audit log", "shield-check", 95, typeof(AdminsWords), ConsoleDoor.Ability));
        services.AddNavEntry(new NavEntry(Door.Console, SeeFacts.Path, "Facts", "history", 96, typeof(AdminsWords), ConsoleDoor.Ability));
        services.AddNavEntry(new NavEntry(Door.Console, SeeJobs.Path, "Jobs", "clock", 97, typeof(AdminsWords), ConsoleDoor.Ability));
        services.AddNavEntry(new NavEntry(Door.Console, SeeStatus.Path, "System status", "activity", 12, typeof(AdminsWords), ConsoleDoor.Ability));
        services.AddScoped<SeeStatus>().AddScoped<SeeFacts>().AddScoped<FreeFact>().AddScoped<SeeJobs>().AddScoped<TurnJob>();
    }

    /// <inheritdoc/>
    public void Map(Doors doors)
    {
        SignIn.Map(doors);
        SignOut.Map(doors);
        SetUp.Map(doors);
        ListAdmins.Map(doors);
        SeeAudit.Map(doors);
        SeeStatus.Map(doors);
        SeeFacts.Map(doors);
        FreeFact.Map(doors);
        SeeJobs.Map(doors);
        TurnJob.Map(doors);
        Impersonate.Map(doors);
    }
}
