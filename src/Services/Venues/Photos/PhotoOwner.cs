using PadelSaaS.Platform.Storage;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Venues.Photos;

/// <summary>Says which files of photos have a row.</summary>
internal sealed class PhotoOwner(UnitOfWork work) : IFileOwner
{
    public string Folder => "photos/";

    public async Task<IReadOnlySet<Guid>> NamedAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        await using var command = work.Command("select id from venue_photos where id = any($1)", ids.ToArray());
        await using var reader = await command.ExecuteReaderAsync(stop);
        var named = new HashSet<Guid>();
        while (await reader.ReadAsync(stop)) named.Add(reader.GetGuid(0));
        return named;
    }
}
