using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.ApiKeys;

/// <summary>What a request with a living key needs to know of it.</summary>
internal sealed record KeyState(Guid Id, Guid UserId, string Name, string Email, IReadOnlyList<string> Roles, IReadOnlyList<string> Scopes);

/// <summary>
/// Tells whose a key is, and notes its use every few minutes. Nothing is remembered: a revoked key and a role that was taken end at once in every
/// process, and whoever tries keys that nobody has fills no memory.
/// </summary>
internal sealed class KeyStates(OneTrip trip, TimeProvider clock)
{
    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(5);

    private const string NoteUse = """
        update api_keys set last_used_at = $2 where hash = $1 and revoked_at is null and expires_at > $2 and (last_used_at is null or last_used_at < $2 - $3::interval)
        """;

    private const string Look = """
        select k.id, u.id, u.first_name, u.last_name, u.email, array(select role from user_roles where user_id = u.id and (ends_at is null or ends_at > $2) order by role), k.scopes
        from api_keys k join users u on u.id = k.user_id where k.hash = $1 and k.revoked_at is null and k.expires_at > $2
        """;

    /// <summary>The key's state; <see langword="null"/> when it is nobody's here, or works no longer.</summary>
    public Task<KeyState?> FindAsync(string text)
    {
        var (hash, now) = (KeyText.HashOf(text), clock.GetUtcNow());
        return trip.RunAsync(
            batch =>
            {
                batch.BatchCommands.Add(new(NoteUse) { Parameters = { new() { Value = hash }, new() { Value = now }, new() { Value = NoteUseEvery } } });
                batch.BatchCommands.Add(new(Look) { Parameters = { new() { Value = hash }, new() { Value = now } } });
            },
            async reader => await reader.ReadAsync()
                ? new KeyState(reader.GetGuid(0), reader.GetGuid(1), $"{reader.GetString(2)} {reader.GetString(3)}".Trim(), reader.GetString(4), reader.GetFieldValue<string[]>(5), reader.GetFieldValue<string[]>(6))
                : null);
    }
}
