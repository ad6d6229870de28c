using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Staff;

/// <summary>Who is to be asked to work here.</summary>
/// <param name="Until">Last day of the role.</param>
/// <param name="Days">How long the link works.</param>
internal sealed record Asking(string Email, string Role, DateOnly? Until, int Days);

/// <summary>Asks people to work at the club, asks again and takes it back. An address has one open invitation and one link that works.</summary>
internal sealed class Invitations(UnitOfWork work, CurrentTenant current, Visit visit, StaffChanges changes, OneTimeLinks links, Users users, Sealed seal, TimeProvider clock)
{
    public const int LeastDays = 1;
    public const int MostDays = 30;
    public const int UsualDays = 7;

    private readonly IdentityModel model = work.Model<IdentityModel>();

    /// <summary>Asks somebody. Who was asked already is asked for this instead. The transaction is the caller's.</summary>
    public async Task<(Invitation? Asked, Refusal? Refusal)> AskAsync(Asking asking, CancellationToken stop)
    {
        if (asking.Until is { } day && !StaffDays.IsSensible(day, current.Info, clock.GetUtcNow())) return (null, StaffRefusals.BadDay);
        if (!GivingRoles.OfStaff.Contains(asking.Role)) return (null, StaffRefusals.UnknownRole);
        await StaffQueue.EnterAsync(work, stop);
        var term = new RoleTerm(asking.Role, asking.Until is { } last ? StaffDays.EndOf(last, current.Info) : null);
        var mine = await changes.TermsOfAsync(visit.Caller.AccountId!.Value, stop);
        if (StaffChanges.MayGive(mine, term) is { } refusal) return (null, refusal);
        var known = await users.FindByEmailAsync(asking.Email);
        if (known is not null && (await changes.TermsOfAsync(known.Id, stop)).Any(held => held.Role == asking.Role)) return (null, StaffRefusals.AlreadyHas);

        var now = clock.GetUtcNow();
        var index = seal.BlindIndex(Invitation.Column, users.NormalizeEmail(asking.Email))!;
        var open = await model.Invitations.FirstOrDefaultAsync(one => one.EmailIndex == index && one.AcceptedAt == null && one.WithdrawnAt == null, stop);
        // Asking for another role takes the first invitation back: a manager does not take back an owner's.
        if (open is not null && !GivingRoles.May(mine.Select(own => own.Role), open.Role)) return (null, StaffRefusals.NotYours);
        if (open is null)
        {
            var id = Guid.CreateVersion7(now);
            open = new Invitation { Id = id, Email = seal.Seal(Invitation.Column, id, asking.Email)!, EmailIndex = index, Role = asking.Role, CreatedAt = now };
            model.Add(open);
        }
        (open.Role, open.RoleEndsAt, open.Days) = (asking.Role, term.EndsAt, asking.Days);
        work.Audit(new Act("role.invited", "invitation", $"{open.Id}", Mask.Email(asking.Email)) { Changes = [new Changed("role", null, asking.Role)] });
        return await SendAsync(open, stop) is { } enough ? (null, enough) : (open, null);
    }

    /// <summary>Sends another link in place of the one that was sent, for as many days. Who sends it stands for it from now on.</summary>
    public async Task<Refusal?> AgainAsync(Guid id, CancellationToken stop)
    {
        await StaffQueue.EnterAsync(work, stop);
        var (invitation, refusal) = await MineAsync(id, stop);
        if (refusal is not null) return refusal;
        return invitation!.RoleEndsAt <= clock.GetUtcNow() ? StaffRefusals.BadDay : await SendAsync(invitation, stop);
    }

    /// <summary>Takes an invitation back: its link says so from then on.</summary>
    public async Task<Refusal?> WithdrawAsync(Guid id, CancellationToken stop)
    {
        await StaffQueue.EnterAsync(work, stop);
        var (invitation, refusal) = await MineAsync(id, stop);
        if (refusal is not null) return refusal;

        invitation!.WithdrawnAt = clock.GetUtcNow();
        await links.VoidAsync(LinkPurpose.JoinStaff, EmailOf(invitation), stop);
        work.Audit(new Act("role.invitation_withdrawn", "invitation", $"{id}", Mask.Email(EmailOf(invitation))) { Changes = [new Changed("role", invitation.Role, null)] });
        return null;
    }

    public string EmailOf(Invitation invitation) => seal.Open(Invitation.Column, invitation.Id, invitation.Email)!;

    private async Task<(Invitation? Invitation, Refusal? Refusal)> MineAsync(Guid id, CancellationToken stop)
    {
        if (await model.Invitations.FirstOrDefaultAsync(one => one.Id == id, stop) is not { } invitation) return (null, StaffRefusals.NotFound);
        if (!invitation.IsOpen) return (null, StaffRefusals.Closed);
        var mine = await changes.TermsOfAsync(visit.Caller.AccountId!.Value, stop);
        return (invitation, StaffChanges.MayGive(mine, new RoleTerm(invitation.Role, invitation.RoleEndsAt)));
    }

    private async Task<Refusal?> SendAsync(Invitation invitation, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var email = EmailOf(invitation);
        (invitation.SentAt, invitation.ExpiresAt, invitation.InvitedBy) = (now, now.AddDays(invitation.Days), visit.Caller.AccountId);
        var known = await users.FindByEmailAsync(email);
        await links.VoidAsync(LinkPurpose.JoinStaff, email, stop);
        var wish = new LinkWish(LinkPurpose.JoinStaff, JoinStaff.Path, email, known?.FirstName ?? "", known?.Language ?? current.Info.DefaultLanguage, TimeSpan.FromDays(invitation.Days))
        {
            UserId = known?.Id,
            Data = new InvitationLink(invitation.Id),
            Detail = invitation.Role,
            By = visit.Caller.Name,
        };
        return await links.SendAsync(wish, stop) ? null : StaffRefusals.EnoughLinks;
    }
}
