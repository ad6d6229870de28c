using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Players.Standing;

/// <summary>Finds customers by what the club has said about them.</summary>
internal sealed class Audience(UnitOfWork work, CurrentTenant tenant, TimeProvider clock) : IAudience
{
    public async Task<IReadOnlyList<AudienceMember>> FindAsync(Segment segment, CancellationToken stop = default)
    {
        await using var find = work.Command("""
            select c.id, c.account_id, c.name, c.email, c.language, c.marketing_consent_at is not null from customers c
            where c.merged_into is null and c.blocked_at is null and c.email is not null and (cardinality($2::text[]) = 0 or c.tags && $2) and ($3::text is null or c.language = $3)
              and (cardinality($1::text[]) = 0 or exists (select from group_members m where m.customer_id = c.id and m.group_key = any($1) and (m.until is null or m.until >= $4)))
            order by c.id
            """, segment.Groups.ToArray(), segment.Tags.ToArray(), segment.Language, tenant.Today(clock.GetUtcNow()));
        var found = new List<AudienceMember>();
        await using var rows = await find.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            found.Add(new AudienceMember(rows.GetGuid(0), rows.IsDBNull(1) ? null : rows.GetGuid(1), rows.GetString(2), rows.GetString(3), rows.GetString(4), rows.GetBoolean(5)));
        return found;
    }

    public async Task<bool> AgreesToNewsAsync(Guid? accountId, string email, CancellationToken stop = default)
    {
        // Who was merged into somebody agrees as they do.
        await using var ask = work.Command("""
            select exists (select from customers asked join customers c on c.id = coalesce(asked.merged_into, asked.id)
                           where c.marketing_consent_at is not null and (asked.account_id = $1 or ($1::uuid is null and asked.account_id is null and lower(asked.email) = lower($2))))
            """, accountId, email);
        return (bool)(await ask.ExecuteScalarAsync(stop))!;
    }
}
