using PadelSaaS.Identity.Staff;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Live;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>What a cookie or token needs to know of its living session.</summary>
/// <param name="Admin">The platform admin who acts as this account.</param>
internal sealed record SessionState(string Name, string Email, IReadOnlyList<string> Roles, (Guid Id, string Name)? Admin = null)
{
    /// <summary>From when on this session opens nothing until it has shown a second factor; <see langword="null"/> where none is asked for, or it was shown.</summary>
    public DateTimeOffset? SecondFactorDue { get; init; }
}

/// <summary>
/// Tells whether a session is alive and whose it is, from memory for up to 30 seconds. A revoked session and a changed role or name are
/// facts, so this process forgets at the commit and the others a moment later. Looking also notes that the session is in use, every few minutes.
/// </summary>
internal sealed class SessionStates(CurrentTenant tenant, OneTrip trip, Cached cached, SharedSession form, TimeProvider clock)
{
    private static readonly TimeSpan Remember = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(5);

    private const string NoteUse = """
        update sessions set last_used_at = $3, ends_at = least($3 + $4::interval, created_at + $5::interval)
        where id = $1 and user_id = $2 and revoked_at is null and ends_at > $3 and last_used_at < $3 - $6::interval
          and not exists (select from impersonated_sessions where session_id = $1)
        """;

    private const string Look = """
        select u.first_name, u.last_name, u.email, least(s.ends_at, i.ends_at), array(select role from user_roles where user_id = u.id and (ends_at is null or ends_at > $3) order by role), i.admin_id, i.admin_name,
          (select min(ends_at) from user_roles where user_id = u.id and ends_at > $3),
          (select r.from_at from staff_second_factor r
           where i.session_id is null and not u.two_factor_enabled and not (s.proof = 'passkey' and exists (select from passkeys where user_id = u.id and is_user_verified))
             and exists (select from user_roles x where x.user_id = u.id and (x.ends_at is null or x.ends_at > $3) and x.role = any(case r.asks when 'everybody' then $4::text[] else $5::text[] end)))
        from sessions s join users u on u.id = s.user_id left join impersonated_sessions i on i.session_id = s.id
        where s.id = $1 and s.user_id = $2 and s.revoked_at is null and least(s.ends_at, i.ends_at) > $3
        """;

    public static string SessionTag(Guid sessionId) => SessionTags.Of(sessionId.ToString());

    public static string AccountTag(Guid userId) => $"account:{userId}";

    /// <summary>The session's state; <see langword="null"/> when it has ended or never was this account's.</summary>
    public ValueTask<SessionState?> FindAsync(Guid sessionId, Guid userId) =>
        cached.IsShared
            ? cached.GetAsync(tenant.Info.Id, Key(sessionId, userId), [SessionTag(sessionId), AccountTag(userId)], () => LoadAsync(sessionId, userId), form.Of(sessionId, userId))
            : cached.GetAsync(tenant.Info.Id, Key(sessionId, userId), [SessionTag(sessionId), AccountTag(userId)], () => LoadAsync(sessionId, userId));

    private static string Key(Guid sessionId, Guid userId) => $"session:{sessionId}:{userId}";

    // No request's token here: others may be waiting for the same answer.
    private Task<(SessionState? Value, DateTimeOffset Until)> LoadAsync(Guid sessionId, Guid userId)
    {
        var now = clock.GetUtcNow();
        return trip.RunAsync<(SessionState?, DateTimeOffset)>(
            batch =>
            {
                batch.BatchCommands.Add(Statement(NoteUse, sessionId, userId, now, Session.Idle, Session.Longest, NoteUseEvery));
                batch.BatchCommands.Add(Statement(Look, sessionId, userId, now, SecondFactorRule.StaffRoles, SecondFactorRule.TrustedRoles));
            },
            async reader =>
            {
                if (!await reader.ReadAsync()) return (null, now + Remember);
                var state = new SessionState($"{reader.GetString(0)} {reader.GetString(1)}".Trim(), reader.GetString(2), reader.GetFieldValue<string[]>(4), reader.IsDBNull(5) ? null : (reader.GetGuid(5), reader.GetString(6)))
                {
                    SecondFactorDue = reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8),
                };
                // A role that ends by itself ends for memory, too.
                var ends = Earlier(reader.GetFieldValue<DateTimeOffset>(3), reader.IsDBNull(7) ? DateTimeOffset.MaxValue : reader.GetFieldValue<DateTimeOffset>(7));
                return (state, ends < now + Remember ? ends : now + Remember);
            });
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static Npgsql.NpgsqlBatchCommand Statement(string sql, params ReadOnlySpan<object> values)
    {
        var command = new Npgsql.NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = value });
        return command;
    }
}
