using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Storage;
using PadelSaaS.Privacy.Jobs;
using PadelSaaS.Privacy.UseCases;

namespace PadelSaaS.Privacy;

/// <summary>What people may ask of a club about their data: that they are given it, and that it is erased, by themselves or for them.</summary>
public sealed class PrivacyService : IService
{
    /// <inheritdoc/>
    public string Name => "privacy";

    /// <inheritdoc/>
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new ScriptSource(Name, typeof(PrivacyService).Assembly)).AddSingleton(PrivacyModel.Person);
        services.AddScoped<Erasing>();
        services.AddScoped<Exporting>().AddScoped<ExportForCustomer>().AddScoped<IPersonalData, PersonalExports>().AddScoped<IFileOwner, ExportOwner>();
        services.AddTimer<ErasePerson>(Name, ErasePerson.Name);
        services.AddTimer<MakeExport>(Name, MakeExport.Name);
        services.AddTimer<DeleteExport>(Name, DeleteExport.Name);
    }

    /// <inheritdoc/>
    public void Map(Doors doors)
    {
        DeleteAccount.Map(doors);
        EraseCustomer.Map(doors);
        ExportData.Map(doors);
        ExportForCustomer.Map(doors);
    }
}
