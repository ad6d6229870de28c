using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Staff;

/// <summary>Somebody who works at the club.</summary>
/// <param name="Since">When they were given the first role they hold now.</param>
/// <param name="LastSeen">When a device of theirs was last used; an admin of the platform who acted as them does not count.</param>
public sealed record Member(
    Guid Id, string FirstName, string LastName, string Email, IReadOnlyList<MemberRole> Roles, DateTimeOffset Since, DateTimeOffset? LastSeen, bool HasPassword, bool HasSecondFactor, int Passkeys)
{
    /// <summary>First and last name.</summary>
    public string FullName => $"{FirstName} {LastName}".Trim();

    /// <summary>Whether they can prove two things: by an app, or by a passkey, which is both.</summary>
    public bool HasTwo => HasSecondFactor || Passkeys > 0;
}

/// <summary>A role somebody holds.</summary>
/// <param name="LastDay">After which it ends by itself.</param>
public sealed record MemberRole(string Role, DateOnly? LastDay, DateTimeOffset Since);

/// <summary>An invitation nobody has answered.</summary>
/// <param name="By">Who sent it; <see langword="null"/> when their account is gone.</param>
public sealed record OpenInvitation(Guid Id, string Email, string Role, DateOnly? LastDay, string? By, DateTimeOffset SentAt, DateTimeOffset ExpiresAt, bool IsExpired);

/// <summary>Reads who works here and who is asked to.</summary>
internal sealed class StaffBook(UnitOfWork work, CurrentTenant current, Invitations invitations, TimeProvider clock)
{
    private readonly IdentityModel model = work.Model<IdentityModel>();

    /// <summary>Everybody with a role, those who may most first. The transaction is the caller's.</summary>
    public async Task<IReadOnlyList<Member>> MembersAsync(CancellationToken stop, Guid? only = null)
    {
        var now = clock.GetUtcNow();
        var held = (await model.UserRoles.AsNoTracking()
            .Where(role => role.Role != RoleAbilities.Player && (role.EndsAt == null || role.EndsAt > now) && (only == null || role.UserId == only)).ToListAsync(stop)).ToLookup(role => role.UserId);
        var ids = held.Select(person => person.Key).ToList();
        var people = await model.Users.AsNoTracking().Where(user => ids.Contains(user.Id)).ToListAsync(stop);
        var seen = await SeenAsync(ids, stop);
        var keys = await model.Passkeys.Where(one => ids.Contains(one.UserId)).GroupBy(one => one.UserId).Select(own => new { own.Key, Count = own.Count() }).ToDictionaryAsync(own => own.Key, own => own.Count, stop);
        var members = people.Select(user => new Member(
            user.Id, user.FirstName, user.LastName, user.Email!, Shown(held[user.Id]), held[user.Id].Min(role => role.GrantedAt),
            seen.TryGetValue(user.Id, out var at) ? at : null, user.PasswordHash != null, user.TwoFactorEnabled, keys.GetValueOrDefault(user.Id)));
        var order = GivingRoles.OfStaff.ToList();
        return [.. members.OrderBy(member => order.IndexOf(member.Roles[0].Role)).ThenBy(member => member.FirstName, StringComparer.OrdinalIgnoreCase).ThenBy(member => member.LastName, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Invitations that wait for an answer, the newest first; also those whose link has expired: they can be sent again.</summary>
    public async Task<IReadOnlyList<OpenInvitation>> InvitationsAsync(CancellationToken stop)
    {
        var open = await model.Invitations.AsNoTracking().Where(one => one.AcceptedAt == null && one.WithdrawnAt == null).OrderByDescending(one => one.SentAt).ToListAsync(stop);
        var by = open.Select(one => one.InvitedBy).ToList();
        var names = await model.Users.AsNoTracking().Where(user => by.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.FullName, stop);
        return open.ConvertAll(one => Shown(one, one.InvitedBy is { } who ? names.GetValueOrDefault(who) : null));
    }

    public OpenInvitation Shown(Invitation one, string? by) => new(
        one.Id, invitations.EmailOf(one), one.Role, LastDay(one.RoleEndsAt), by, one.SentAt, one.ExpiresAt, one.ExpiresAt <= clock.GetUtcNow());

    private IReadOnlyList<MemberRole> Shown(IEnumerable<UserRole> held) =>
        [.. GivingRoles.OfStaff.Join(held, role => role, known => known.Role, (role, known) => new MemberRole(role, LastDay(known.EndsAt), known.GrantedAt))];

    private DateOnly? LastDay(DateTimeOffset? end) => end is { } at ? StaffDays.LastDay(at, current.Info) : null;

    private async Task<Dictionary<Guid, DateTimeOffset>> SeenAsync(List<Guid> ids, CancellationToken stop)
    {
        await using var command = work.Command("""
            select user_id, max(last_used_at) from sessions s
            where user_id = any($1) and not exists (select from impersonated_sessions i where i.session_id = s.id) group by user_id
            """, ids.ToArray());
        await using var reader = await command.ExecuteReaderAsync(stop);
        var seen = new Dictionary<Guid, DateTimeOffset>();
        while (await reader.ReadAsync(stop)) seen[reader.GetGuid(0)] = reader.GetFieldValue<DateTimeOffset>(1);
        return seen;
    }
}
