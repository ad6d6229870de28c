using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Push;

/// <summary>Keeps the platform's <see cref="PushIdentity"/>: in the shared schema, sealed, the same for every process. A second pair would cost everybody their subscriptions.</summary>
internal sealed class PushKeys(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>What the private key is sealed as.</summary>
    public const string Column = "push_keys.private_key";

    private PushIdentity? known;

    public async ValueTask<PushIdentity> GetAsync(CancellationToken stop) => known ??= await ReadAsync(stop);

    private async Task<PushIdentity> ReadAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (work, seals) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), scope.ServiceProvider.GetRequiredService<Sealed>());
        await work.BeginPlatformAsync(stop);
        var (id, made) = (Guid.CreateVersion7(clock.GetUtcNow()), PushIdentity.New());
        await using (var make = work.Command("insert into push_keys (id, public_key, private_key, created_at) select $1, $2, $3, $4 where not exists (select from push_keys) on conflict (one) do nothing",
            id, made.PublicKey, seals.Seal(Column, id, Convert.ToBase64String(made.PrivateKey)), clock.GetUtcNow()))
            await make.ExecuteNonQueryAsync(stop);
        PushIdentity identity;
        await using (var read = work.Command("select id, public_key, private_key from push_keys"))
        await using (var row = await read.ExecuteReaderAsync(stop))
        {
            await row.ReadAsync(stop);
            identity = new PushIdentity(row.GetString(1), Convert.FromBase64String(seals.Open(Column, row.GetGuid(0), row.GetFieldValue<byte[]>(2))!));
        }
        await work.CommitAsync(stop);
        return identity;
    }
}
