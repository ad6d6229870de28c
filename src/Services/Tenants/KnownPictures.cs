using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants;

/// <summary>A stored picture without its bytes.</summary>
internal sealed record PictureCard(string Name, string ContentType, string Checksum, int Length);

/// <summary>
/// A club's pictures from memory. The list of names is one entry, so that a name nobody stored costs no query however often it is asked
/// for; bytes are kept only while they are small.
/// </summary>
internal sealed class KnownPictures(Cached cached, IServiceScopeFactory scopes, TimeProvider clock)
{
    public const string Tag = "pictures";
    private const int LargestKept = 256 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>What is known about the picture; <see langword="null"/> when this club has none of that name.</summary>
    public async ValueTask<PictureCard?> FindAsync(TenantInfo tenant, string name) => (await ListAsync(tenant)).GetValueOrDefault(name);

    /// <summary>The bytes; <see langword="null"/> when the picture was taken away meanwhile.</summary>
    public async ValueTask<byte[]?> ContentAsync(TenantInfo tenant, PictureCard picture) => picture.Length > LargestKept
        ? await ReadContentAsync(tenant, picture.Name)
        : await cached.GetAsync(tenant.Id, $"picture:{picture.Checksum}:{picture.Name}", [Tag], async () => (await ReadContentAsync(tenant, picture.Name), clock.GetUtcNow() + Longest));

    private ValueTask<Dictionary<string, PictureCard>> ListAsync(TenantInfo tenant) => cached.GetAsync(tenant.Id, Tag, [Tag], async () =>
    {
        var list = await InScopeAsync(tenant, "select name, content_type, checksum, length(content) from files", [], async reader =>
        {
            var cards = new Dictionary<string, PictureCard>();
            while (await reader.ReadAsync()) cards.Add(reader.GetString(0), new PictureCard(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3)));
            return cards;
        });
        return (list, clock.GetUtcNow() + Longest);
    });

    private Task<byte[]?> ReadContentAsync(TenantInfo tenant, string name) => InScopeAsync(tenant, "select content from files where name = $1", [name],
        async reader => await reader.ReadAsync() ? reader.GetFieldValue<byte[]>(0) : null);

    // A scope of its own: others may be waiting for the same read, and the portal shows pictures of clubs that are not the visit's.
    private async Task<T> InScopeAsync<T>(TenantInfo tenant, string sql, string[] values, Func<NpgsqlDataReader, Task<T>> read)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
        return await scope.ServiceProvider.GetRequiredService<OneTrip>().RunAsync(batch =>
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
            batch.BatchCommands.Add(command);
        }, read);
    }
}
