using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Staff;

/// <summary>What has become of an invitation, for who follows its link.</summary>
internal enum JoinState
{
    /// <summary>It can be accepted.</summary>
    Open,

    /// <summary>It has been.</summary>
    Accepted,

    /// <summary>The club took it back.</summary>
    Withdrawn,

    /// <summary>A newer link was sent.</summary>
    Replaced,

    /// <summary>Its days are over.</summary>
    Expired,

    /// <summary>No such link was ever sent.</summary>
    Unknown,
}

/// <summary>An invitation as the reader of its mail finds it.</summary>
/// <param name="Known">The account of the address, if there is one.</param>
internal sealed record JoinView(JoinState State, OneTimeLink? Link, Invitation? Invitation, string Email, User? Known);

/// <summary>
/// Somebody accepts an invitation. The link proves the address; an account there is proved by signing in besides, and somebody new opens one.
/// Whoever invited has to be able to give the role still.
/// </summary>
internal sealed class Joining(UnitOfWork work, Visit visit, Credentials credentials, StaffChanges changes, Invitations invitations, Roles roles, OneTimeLinks links, Users users, TimeProvider clock)
{
    private readonly IdentityModel model = work.Model<IdentityModel>();

    public async Task<JoinView> FindAsync(string? key, CancellationToken stop)
    {
        var (state, link) = await links.FindAsync(LinkPurpose.JoinStaff, key, stop);
        var id = link?.Read<InvitationLink>().Invitation;
        if (await model.Invitations.FirstOrDefaultAsync(one => one.Id == id, stop) is not { } invitation) return new JoinView(JoinState.Unknown, null, null, "", null);
        var email = invitations.EmailOf(invitation);
        return new JoinView(StateOf(state, invitation), link, invitation, email, await users.FindByEmailAsync(email));
    }

    /// <summary>The one who is signed in, if the invitation is theirs; otherwise why they cannot accept it yet.</summary>
    public (User? Who, Refusal? Refusal) Guest(JoinView view) => (view.Known, visit.Caller.AccountId) switch
    {
        ({ } known, { } caller) when known.Id == caller => (known, null),
        (_, not null) => (null, StaffRefusals.OtherAddress),
        (not null, null) => (null, StaffRefusals.SignInFirst),
        _ => (null, null),
    };

    /// <summary>Opens the account of somebody new; <see langword="null"/> when somebody opened it meanwhile. Attempts at the address have queued up.</summary>
    public async Task<User?> OpenAsync(User newcomer, string? password, CancellationToken stop)
    {
        if (await users.FindByEmailAsync(newcomer.Email!) is not null) return null;
        newcomer.EmailConfirmed = true;
        await credentials.AddAsync(newcomer, password, [RoleAbilities.Player]);
        await model.SaveChangesAsync(stop);
        work.Tell(new EmailVerified(newcomer.Id, newcomer.Email!));
        return newcomer;
    }

    public async Task<AccountAnswer> AnswerAsync(User who, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var held = await roles.OfAsync(who.Id, stop);
        await work.RollbackAsync();
        return AccountAnswer.Of(who, held);
    }

    /// <summary>Gives the role. Of two who come with one link, one is let through.</summary>
    public async Task<Refusal?> AcceptAsync(JoinView view, User who, CancellationToken stop)
    {
        var (invitation, link) = (view.Invitation!, view.Link!);
        await StaffQueue.EnterAsync(work, stop);
        await model.Entry(invitation).ReloadAsync(stop);
        if (!invitation.IsOpen || !await links.TakeAsync(link, stop)) return StaffRefusals.Closed;
        var term = new RoleTerm(invitation.Role, invitation.RoleEndsAt);
        if (invitation.InvitedBy is not { } by || StaffChanges.MayGive(await changes.TermsOfAsync(by, stop), term) is not null || term.EndsAt <= clock.GetUtcNow()) return StaffRefusals.NoLongerBacked;

        await roles.EndPastAsync(who.Id, stop);
        if (!(await roles.OfAsync(who.Id, stop)).Contains(term.Role)) roles.Grant(who.Id, term.Role, by, term.EndsAt);
        (invitation.AcceptedAt, invitation.AcceptedBy) = (clock.GetUtcNow(), who.Id);
        if (who.EmailConfirmed) return null;

        // The link came to that address.
        who.EmailConfirmed = true;
        await users.UpdateAsync(who);
        work.Tell(new EmailVerified(who.Id, who.Email!));
        return null;
    }

    private static JoinState StateOf(LinkState link, Invitation invitation) => invitation switch
    {
        { AcceptedAt: not null } => JoinState.Accepted,
        { WithdrawnAt: not null } => JoinState.Withdrawn,
        _ => link switch { LinkState.Open => JoinState.Open, LinkState.Expired => JoinState.Expired, _ => JoinState.Replaced },
    };
}
