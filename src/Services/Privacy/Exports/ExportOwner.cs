using PadelSaaS.Platform.Storage;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Privacy;

/// <summary>Says which archives are still to be downloaded, or being made.</summary>
internal sealed class ExportOwner(UnitOfWork work) : IFileOwner
{
    public string Folder => "exports/";

    public async Task<IReadOnlySet<Guid>> NamedAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        await using var command = work.Command("select id from data_exports where id = any($1) and state = any($2)", ids.ToArray(), (string[])[DataExport.Asked, DataExport.Ready]);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var named = new HashSet<Guid>();
        while (await reader.ReadAsync(stop)) named.Add(reader.GetGuid(0));
        return named;
    }
}
