using System.Security.Cryptography;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants;

/// <summary>The club's own pictures. What they are is told by their first bytes, not by their name.</summary>
internal sealed class Pictures(UnitOfWork work, CurrentTenant tenant, TimeProvider clock) : ITenantPictures
{
    public async Task PutAsync(IReadOnlyDictionary<string, byte[]> pictures, CancellationToken stop)
    {
        if (pictures.Count == 0) return;
        await work.BeginAsync(stop);
        var changed = false;
        foreach (var (name, content) in pictures)
        {
            await using var put = work.Command("""
                insert into files (name, content_type, content, checksum, updated_at) values ($1, $2, $3, $4, $5)
                on conflict (name) do update set content_type = excluded.content_type, content = excluded.content, checksum = excluded.checksum, updated_at = excluded.updated_at
                where files.checksum <> excluded.checksum
                """, name, TypeOf(name, content), content, Convert.ToHexStringLower(SHA256.HashData(content)), clock.GetUtcNow());
            changed |= await put.ExecuteNonQueryAsync(stop) > 0;
        }
        if (changed) work.Tell(new BrandingChanged(tenant.Info.Id));
        await work.CommitAsync(stop);
    }

    public async Task<byte[]?> ReadAsync(string name, CancellationToken stop = default)
    {
        await work.BeginAsync(stop);
        await using var command = work.Command("select content from files where name = $1", name);
        var content = await command.ExecuteScalarAsync(stop) as byte[];
        await work.RollbackAsync();
        return content;
    }

    public async Task<IReadOnlyDictionary<string, byte[]>> AllAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var command = work.Command("select name, content from files order by name");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var all = new Dictionary<string, byte[]>();
        while (await reader.ReadAsync(stop)) all.Add(reader.GetString(0), reader.GetFieldValue<byte[]>(1));
        return all;
    }

    /// <summary>The media type by content.</summary>
    public static string TypeOf(string name, ReadOnlySpan<byte> content) => content switch
    {
        [0x89, 0x50, 0x4E, 0x47, ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => "image/webp",
        _ when SafeSvg.Is(content) => "image/svg+xml",
        _ => throw new TenantFileException($"{name}: not a PNG, JPEG, WebP or script-free SVG picture."),
    };
}
