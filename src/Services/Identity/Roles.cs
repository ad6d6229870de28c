using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Who is what to the club, and until when.</summary>
internal sealed class Roles(UnitOfWork work, TimeProvider clock)
{
    private readonly IdentityModel model = work.Model<IdentityModel>();

    /// <summary>What somebody is now. A role whose time is over is none, whether its timer has rung or not.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(Guid userId, CancellationToken stop)
    {
        await model.UserRoles.Where(role => role.UserId == userId).LoadAsync(stop);
        // What was granted a moment ago and is not saved yet counts too.
        return [.. model.UserRoles.Local.Where(role => role.UserId == userId && role.IsHeld(clock.GetUtcNow())).Select(role => role.Role).Order(StringComparer.Ordinal)];
    }

    public void Grant(Guid userId, string role, Guid? grantedBy, DateTimeOffset? endsAt = null)
    {
        model.Add(new UserRole(userId, role, clock.GetUtcNow(), grantedBy, endsAt));
        Granted(userId, null, new RoleTerm(role, endsAt), grantedBy);
    }

    /// <summary>Brings an account's roles in line with these. One that is held until a day keeps its end.</summary>
    public async Task SetAsync(Guid userId, IReadOnlyCollection<string> wanted, Guid? by, CancellationToken stop)
    {
        await EndPastAsync(userId, stop);
        var held = await HeldAsync(userId, stop);
        await SetAsync(userId, [.. wanted.Select(role => new RoleTerm(role, held.FirstOrDefault(known => known.Role == role)?.EndsAt))], by, stop);
    }

    /// <summary>Brings an account's roles in line with these, ends included. Those it no longer holds.</summary>
    public async Task<IReadOnlyList<string>> SetAsync(Guid userId, IReadOnlyCollection<RoleTerm> wanted, Guid? by, CancellationToken stop)
    {
        await EndPastAsync(userId, stop);
        var held = await HeldAsync(userId, stop);
        foreach (var term in wanted.Where(term => held.All(known => known.Role != term.Role))) Grant(userId, term.Role, by, term.EndsAt);
        foreach (var (known, term) in held.Join(wanted, known => known.Role, term => term.Role, (known, term) => (known, term)).Where(pair => pair.known.EndsAt != pair.term.EndsAt))
        {
            model.Entry(known).CurrentValues.SetValues(known with { EndsAt = term.EndsAt });
            Granted(userId, new RoleTerm(known.Role, known.EndsAt), term, by);
        }
        var lost = held.Where(known => wanted.All(term => term.Role != known.Role)).ToList();
        foreach (var known in lost) Take(known, by);
        return lost.ConvertAll(known => known.Role);
    }

    /// <summary>Takes away what somebody held until a moment that is past.</summary>
    public async Task<int> EndPastAsync(Guid userId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var past = await model.UserRoles.Where(role => role.UserId == userId && role.EndsAt <= now).ToListAsync(stop);
        foreach (var role in past) Take(role, by: null);
        // The same role may be given again in this transaction.
        if (past.Count > 0) await model.SaveChangesAsync(stop);
        return past.Count;
    }

    private Task<List<UserRole>> HeldAsync(Guid userId, CancellationToken stop) => model.UserRoles.Where(role => role.UserId == userId).ToListAsync(stop);

    private void Granted(Guid userId, RoleTerm? before, RoleTerm now, Guid? by)
    {
        work.Tell(new RoleGranted(userId, now.Role, by) { EndsAt = now.EndsAt });
        if (now.EndsAt is { } end) work.RingAt(end, EndRole.Name, $"{userId}");
        // Everybody plays: that says nothing about anybody.
        if (now.Role == RoleAbilities.Player) return;
        var changes = new List<Changed> { new("role", before?.Role, now.Role) };
        if (before?.EndsAt != now.EndsAt) changes.Add(new Changed("until", Text(before?.EndsAt), Text(now.EndsAt)));
        work.Audit(new Act("role.granted", "account", $"{userId}", NameOf(userId)) { Changes = changes });
    }

    private void Take(UserRole role, Guid? by)
    {
        model.Remove(role);
        work.Tell(new RoleRevoked(role.UserId, role.Role, by));
        work.Audit(new Act("role.revoked", "account", $"{role.UserId}", NameOf(role.UserId)) { Changes = [new Changed("role", role.Role, null)] });
    }

    private static string? Text(DateTimeOffset? end) => end?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    // Whoever changes somebody's roles has read or made their account in this unit of work.
    private string? NameOf(Guid userId) => model.Users.Local.FirstOrDefault(user => user.Id == userId)?.FullName;
}
