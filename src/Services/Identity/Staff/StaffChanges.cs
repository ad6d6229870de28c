using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Staff;

/// <summary>A role that is wished for somebody, and its last day.</summary>
internal sealed record WishedRole(string? Role, DateOnly? Until);

/// <summary>
/// Gives roles to who works here and takes them away. What the caller may is read inside the transaction, not believed from memory, and
/// everybody who does this queues: the last owner stays one.
/// </summary>
internal sealed class StaffChanges(UnitOfWork work, CurrentTenant current, Visit visit, Roles roles, Entrance entrance, TimeProvider clock)
{
    private readonly IdentityModel model = work.Model<IdentityModel>();

    /// <summary>Gives somebody these roles and no others; none at all lets them go. The transaction is the caller's to begin and to commit.</summary>
    /// <param name="present">The session that asks: who takes a role from themselves stays signed in there.</param>
    public async Task<Refusal?> SetAsync(Guid memberId, IReadOnlyList<WishedRole> wished, Guid? present, CancellationToken stop)
    {
        if (Check(wished) is { } wrong) return wrong;
        await StaffQueue.EnterAsync(work, stop);
        var held = await HeldAsync(memberId, stop);
        if (held.Count == 0 || await model.Users.FirstOrDefaultAsync(user => user.Id == memberId, stop) is not { } member) return StaffRefusals.NotFound;

        var mine = await TermsOfAsync(visit.Caller.AccountId!.Value, stop);
        if (!GivingRoles.MayChange(mine.Select(term => term.Role), held.Select(role => role.Role))) return StaffRefusals.NotYourMember;
        var wanted = wished.Select(one => new RoleTerm(one.Role!, one.Until is { } day ? StaffDays.EndOf(day, current.Info) : null)).ToList();
        var given = wanted.Where(term => held.All(known => known.Role != term.Role || known.EndsAt != term.EndsAt)).ToList();
        if (given.Select(term => MayGive(mine, term)).FirstOrDefault(refusal => refusal is not null) is { } refused) return refused;
        if (given.Count == 0 && held.Count == wanted.Count) return null;

        var wasOwner = held.Any(role => role.Role == RoleAbilities.Owner && role.EndsAt is null);
        // Playing is no role of the staff: it stays.
        if (await model.UserRoles.AnyAsync(role => role.UserId == memberId && role.Role == RoleAbilities.Player, stop)) wanted.Add(new RoleTerm(RoleAbilities.Player, null));
        var lost = await roles.SetAsync(memberId, wanted, visit.Caller.AccountId, stop);
        if (wasOwner && !await StaffQueue.HasOwnerAsync(work, stop)) return StaffRefusals.LastOwner;

        if (lost.Count > 0) await entrance.EndAllAsync(memberId, present, "role_revoked", stop);
        Tell(member, wanted);
        return null;
    }

    /// <summary>What somebody is to the club now, and until when, as the database has it in this transaction.</summary>
    public async Task<IReadOnlyList<RoleTerm>> TermsOfAsync(Guid userId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return await model.UserRoles.AsNoTracking().Where(role => role.UserId == userId && (role.EndsAt == null || role.EndsAt > now))
            .Select(role => new RoleTerm(role.Role, role.EndsAt)).ToListAsync(stop);
    }

    /// <summary>Why somebody of these roles does not give this one; <see langword="null"/> when they do.</summary>
    public static Refusal? MayGive(IReadOnlyList<RoleTerm> mine, RoleTerm term)
    {
        if (!GivingRoles.May(mine.Select(own => own.Role), term.Role)) return StaffRefusals.NotYours;
        // Those of mine that let me: the one that lasts longest.
        var lasting = mine.Where(own => GivingRoles.May([own.Role], term.Role)).ToList();
        return lasting.Exists(own => own.EndsAt is null || own.EndsAt >= term.EndsAt) ? null : StaffRefusals.PastYourOwn;
    }

    private Refusal? Check(IReadOnlyList<WishedRole> wished)
    {
        if (wished.Any(one => one.Role is null || !GivingRoles.OfStaff.Contains(one.Role)) || wished.Select(one => one.Role).Distinct().Count() != wished.Count) return StaffRefusals.UnknownRole;
        return wished.Any(one => one.Until is { } day && !StaffDays.IsSensible(day, current.Info, clock.GetUtcNow())) ? StaffRefusals.BadDay : null;
    }

    private async Task<List<UserRole>> HeldAsync(Guid memberId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return await model.UserRoles.AsNoTracking().Where(role => role.UserId == memberId && role.Role != RoleAbilities.Player && (role.EndsAt == null || role.EndsAt > now)).ToListAsync(stop);
    }

    private void Tell(User member, IEnumerable<RoleTerm> now) => work.Tell(new AccountAlerted(
        member.Id, Guid.CreateVersion7(clock.GetUtcNow()), AccountAlert.RolesChanged, member.Email!, member.FirstName, member.Language,
        string.Join(' ', now.Select(term => term.Role).Where(role => role != RoleAbilities.Player))));
}
