using System.Text.Json;
using Npgsql;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Players.Search;

namespace PadelSaaS.Players.Standing;

/// <summary>
/// Answers other services' questions about customers. Inside their transaction it reads there; otherwise memory may answer, until midnight
/// of the club at the most: then a membership may have ended.
/// </summary>
internal sealed class KnownCustomers(CurrentTenant tenant, UnitOfWork work, OneTrip trip, Cached cached, CustomerSearch search, Visit visit, TimeProvider clock) : ICustomers
{
    /// <summary>What every standing depends on besides its customer.</summary>
    public const string GroupsTag = "customer-groups";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    // Who was merged into somebody stands as they do.
    private const string Sql = """
        select g.key, g.discount_basis_points, g.horizon_days, kept.blocked_at is not null
        from customers c join customers kept on kept.id = coalesce(c.merged_into, c.id)
          left join group_members m on m.customer_id = kept.id and (m.until is null or m.until >= $2) left join customer_groups g on g.key = m.group_key
        where c.account_id = $1
        order by g.position, g.key
        """;

    private const string GroupsSql = "select key, name::text from customer_groups order by position, key";

    private const string CardSql = """
        select c.id, c.account_id, c.name, c.email, c.phone, c.language, c.blocked_reason, g.key, g.discount_basis_points, g.horizon_days, g.name::text, c.phone_sealed
        from customers asked join customers c on c.id = coalesce(asked.merged_into, asked.id)
          left join group_members m on m.customer_id = c.id and (m.until is null or m.until >= $2) left join customer_groups g on g.key = m.group_key
        where asked.id = $1 order by g.position, g.key
        """;

    /// <summary>What the addresses of blocked customers depend on.</summary>
    public const string BlockedTag = "blocked-addresses";

    // Whoever turned out to be a blocked customer is blocked by the address they had before, too.
    private const string BlockedSql = """
        select lower(c.email) from customers kept join customers c on c.id = kept.id or c.merged_into = kept.id
        where kept.blocked_at is not null and kept.merged_into is null and c.email is not null
        """;

    public static string TagOf(Guid accountId) => $"standing:{accountId}";

    public async ValueTask<CustomerStanding> StandingAsync(Guid? accountId, CancellationToken stop = default)
    {
        if (accountId is not { } account) return CustomerStanding.Nobody;
        if (!work.IsOpen) return await cached.GetAsync(tenant.Info.Id, TagOf(account), [TagOf(account), GroupsTag], () => LoadAsync(account));

        await using var command = work.Command(Sql, account, tenant.Today(clock.GetUtcNow()));
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await ReadAsync(reader);
    }

    public async ValueTask<bool> IsBlockedAsync(string email, CancellationToken stop = default)
    {
        var asked = email.Trim().ToLowerInvariant();
        if (!work.IsOpen) return (await cached.GetAsync(tenant.Info.Id, BlockedTag, [BlockedTag], LoadBlockedAsync)).Contains(asked);
        await using var command = work.Command(BlockedSql + " and lower(c.email) = $1 limit 1", asked);
        return await command.ExecuteScalarAsync(stop) is not null;
    }

    public async Task<IReadOnlyList<FoundCustomer>> SearchAsync(string text, int limit, CancellationToken stop = default)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        var found = await search.FindAsync(new CustomerQuery(text), 0, Math.Clamp(limit, 1, 50), stop);
        return [.. found.Select(line => new FoundCustomer(line.Id, line.AccountId, line.Name, line.Email, line.Phone, [.. line.Groups.Select(group => group.Key)], line.IsBlocked))];
    }

    public async Task<IReadOnlyList<NamedGroup>> GroupsAsync(CancellationToken stop = default)
    {
        if (!work.IsOpen) return await trip.RunAsync(batch => batch.BatchCommands.Add(new NpgsqlBatchCommand(GroupsSql)), ReadGroupsAsync, stop);
        await using var command = work.Command(GroupsSql);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await ReadGroupsAsync(reader);
    }

    private static async Task<IReadOnlyList<NamedGroup>> ReadGroupsAsync(NpgsqlDataReader reader)
    {
        var groups = new List<NamedGroup>();
        while (await reader.ReadAsync()) groups.Add(new NamedGroup(reader.GetString(0), JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(1))!));
        return groups;
    }

    public Task<CustomerCard?> FindAsync(Guid customerId, CancellationToken stop = default) => trip.RunAsync(
        batch => batch.BatchCommands.Add(new NpgsqlBatchCommand(CardSql) { Parameters = { new() { Value = customerId }, new() { Value = tenant.Today(clock.GetUtcNow()) } } }), ReadCardAsync, stop);

    // One row for each group, or one without.
    private async Task<CustomerCard?> ReadCardAsync(NpgsqlDataReader reader)
    {
        CustomerCard? card = null;
        var (keys, names) = (new List<string>(), new List<string>());
        var (discount, horizon) = (0, (int?)null);
        while (await reader.ReadAsync())
        {
            card ??= new CustomerCard(
                reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetGuid(1), reader.GetString(2), Text(3),
                trip.Sealed.Open(PlayersModel.Phone.Name, reader.GetGuid(0), reader.IsDBNull(11) ? null : reader.GetFieldValue<byte[]>(11), Text(4)), reader.GetString(5), names, CustomerStanding.Nobody, Text(6));
            if (reader.IsDBNull(7)) continue;
            keys.Add(reader.GetString(7));
            names.Add(CustomerGroup.NameIn(reader.GetString(10), visit.Language, keys[^1]));
            discount = Math.Max(discount, reader.GetInt32(8));
            if (!reader.IsDBNull(9)) horizon = Math.Max(horizon ?? 0, reader.GetInt32(9));
        }
        return keys.Count == 0 ? card : card! with { Standing = new CustomerStanding(keys, discount, horizon) };

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private async Task<(HashSet<string>, DateTimeOffset)> LoadBlockedAsync()
    {
        var blocked = await trip.RunAsync(batch => batch.BatchCommands.Add(new NpgsqlBatchCommand(BlockedSql)), async reader =>
        {
            var addresses = new HashSet<string>(StringComparer.Ordinal);
            while (await reader.ReadAsync()) addresses.Add(reader.GetString(0));
            return addresses;
        });
        return (blocked, clock.GetUtcNow() + Longest);
    }

    private async Task<(CustomerStanding, DateTimeOffset)> LoadAsync(Guid account)
    {
        var now = clock.GetUtcNow();
        var standing = await trip.RunAsync(
            batch => batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql) { Parameters = { new() { Value = account }, new() { Value = tenant.Today(now) } } }), ReadAsync);
        var ends = tenant.Ends(now);
        return (standing, ends < now + Longest ? ends : now + Longest);
    }

    private static async Task<CustomerStanding> ReadAsync(NpgsqlDataReader reader)
    {
        var groups = new List<string>();
        var (discount, horizon, blocked) = (0, (int?)null, false);
        while (await reader.ReadAsync())
        {
            blocked |= reader.GetBoolean(3);
            if (reader.IsDBNull(0)) continue;
            groups.Add(reader.GetString(0));
            discount = Math.Max(discount, reader.GetInt32(1));
            if (!reader.IsDBNull(2)) horizon = Math.Max(horizon ?? 0, reader.GetInt32(2));
        }
        return groups.Count == 0 && !blocked ? CustomerStanding.Nobody : new CustomerStanding(groups, discount, horizon) { IsBlocked = blocked };
    }
}
