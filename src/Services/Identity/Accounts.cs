using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Answers other services' questions about accounts. Inside their transaction it reads there; otherwise memory may answer.</summary>
internal sealed class Accounts(CurrentTenant tenant, UnitOfWork work, OneTrip trip, Cached cached, TimeProvider clock) : IAccounts
{
    private const string Sql = "select id, email, first_name, last_name, phone, phone_sealed, is_verified, language from users where id = $1";
    private const string ByEmailSql = "select id, email, first_name, last_name, phone, phone_sealed, is_verified, language from users where normalized_email = $1";
    private const string HoldersSql = """
        select u.id, u.email, u.first_name, u.last_name, u.phone, u.phone_sealed, u.is_verified, u.language from users u
        where exists (select from user_roles r where r.user_id = u.id and r.role = $1 and (r.ends_at is null or r.ends_at > $2)) order by u.first_name, u.last_name, u.id
        """;
    private const string RolesSql = "select role from user_roles where user_id = $1 and (ends_at is null or ends_at > $2)";
    private static readonly TimeSpan Remember = TimeSpan.FromMinutes(1);

    public async ValueTask<AccountCard?> FindAsync(Guid accountId, CancellationToken stop = default)
    {
        if (!work.IsOpen) return await cached.GetAsync(tenant.Info.Id, $"account:{accountId}", [SessionStates.AccountTag(accountId)], () => LoadAsync(accountId));

        await using var command = work.Command(Sql, accountId);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await ReadAsync(reader);
    }

    public async Task<AccountCard?> FindByEmailAsync(string email, CancellationToken stop = default)
    {
        await using var command = work.Command(ByEmailSql, email.Normalize().ToUpperInvariant());
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await ReadAsync(reader);
    }

    public Task<IReadOnlyList<AccountCard>> CoachesAsync(CancellationToken stop = default) => HoldersAsync(RoleAbilities.Coach, stop);

    public Task<IReadOnlyList<AccountCard>> OwnersAsync(CancellationToken stop = default) => HoldersAsync(RoleAbilities.Owner, stop);

    public async Task<IReadOnlyList<string>> AbilitiesAsync(Guid accountId, CancellationToken stop = default)
    {
        await using var command = work.Command(RolesSql, accountId, clock.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync(stop);
        var roles = new List<string>();
        while (await reader.ReadAsync(stop)) roles.Add(reader.GetString(0));
        return RoleAbilities.Of(roles);
    }

    private async Task<IReadOnlyList<AccountCard>> HoldersAsync(string role, CancellationToken stop)
    {
        await using var command = work.Command(HoldersSql, role, clock.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync(stop);
        var holders = new List<AccountCard>();
        while (await ReadAsync(reader) is { } holder) holders.Add(holder);
        return holders;
    }

    private Task<(AccountCard?, DateTimeOffset)> LoadAsync(Guid accountId) => trip.RunAsync<(AccountCard?, DateTimeOffset)>(
        batch => batch.BatchCommands.Add(new Npgsql.NpgsqlBatchCommand(Sql) { Parameters = { new() { Value = accountId } } }),
        async reader => (await ReadAsync(reader), clock.GetUtcNow() + Remember));

    private async Task<AccountCard?> ReadAsync(Npgsql.NpgsqlDataReader reader) => await reader.ReadAsync()
        ? new AccountCard(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), Phone(reader)) { IsVerified = reader.GetBoolean(6), Language = reader.GetString(7) }
        : null;

    private string? Phone(Npgsql.NpgsqlDataReader reader) =>
        work.Sealed.Open(IdentityModel.Phone.Name, reader.GetGuid(0), reader.IsDBNull(5) ? null : reader.GetFieldValue<byte[]>(5), reader.IsDBNull(4) ? null : reader.GetString(4));
}
