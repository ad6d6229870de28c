using Microsoft.AspNetCore.Identity;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>The address a link of this kind gives the account.</summary>
internal sealed record NewAddress(string Email);

/// <summary>Gives an account the address its link was sent for, or its old one back. The other address hears of it either way.</summary>
internal sealed class AddressChange(UnitOfWork work, Users users, ILookupNormalizer normalizer, OneTimeLinks links, Entrance entrance, Alerts alerts, Credentials credentials)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan Undo = TimeSpan.FromDays(7);

    /// <summary>Has the new address asked and the old one told.</summary>
    public async Task AskAsync(User user, string email, CancellationToken stop)
    {
        var wish = new LinkWish(LinkPurpose.ChangeEmail, ConfirmEmail.Path, email, user.FirstName, user.Language, Lifetime) { UserId = user.Id, Data = new NewAddress(email) };
        if (await users.FindByEmailAsync(email) is not { } owner) await links.SendAsync(wish, stop);
        else if (await links.PretendAsync(wish, stop)) alerts.Tell(owner, AccountAlert.RegisteredAgain);
        alerts.Tell(user, AccountAlert.EmailChangeAsked, detail: email);
    }

    /// <summary>Uses the link. <see cref="LinkState.Open"/> means that it worked; <see cref="LinkState.Used"/> also that somebody else has the address by now.</summary>
    public async Task<LinkState> FollowAsync(string purpose, string? key, CancellationToken stop)
    {
        var (state, link) = await links.FindAsync(purpose, key, stop);
        if (state != LinkState.Open) return state;
        var next = link!.Read<NewAddress>().Email;
        await credentials.QueueUpAsync(next, stop);
        var user = await users.FindByIdAsync(link.UserId!.Value.ToString()) ?? throw new InvalidOperationException("A link outlived its account.");
        if (await users.FindByEmailAsync(next) is { } owner && owner.Id != user.Id) return LinkState.Used;
        if (!await links.TakeAsync(link, stop)) return LinkState.Used;

        var former = user.Email!;
        await MoveAsync(user, next, stop);
        if (purpose == LinkPurpose.ChangeEmail) await LetUndoAsync(user, former, stop);
        else await RestoreAsync(user, former, stop);
        return LinkState.Open;
    }

    // Links that were sent to the former address set no password any more.
    private async Task MoveAsync(User user, string next, CancellationToken stop)
    {
        await links.VoidAsync(LinkPurpose.ResetPassword, user.Email!, stop);
        (user.Email, user.NormalizedEmail, user.EmailConfirmed) = (next, normalizer.NormalizeEmail(next), true);
        await users.UpdateAsync(user);
        work.Tell(new AccountChanged(user.Id));
        work.Tell(new EmailVerified(user.Id, next));
    }

    private async Task LetUndoAsync(User user, string former, CancellationToken stop)
    {
        await links.SendAsync(
            new LinkWish(LinkPurpose.UndoEmail, UndoEmail.Path, former, user.FirstName, user.Language, Undo) { UserId = user.Id, Data = new NewAddress(former), Detail = user.Email }, stop);
        alerts.Tell(user, AccountAlert.EmailChanged);
    }

    // Whoever changed it may know the password and sit at any device.
    private async Task RestoreAsync(User user, string former, CancellationToken stop)
    {
        await entrance.EndAllAsync(user.Id, null, "email_restored", stop);
        alerts.Tell(user, AccountAlert.EmailRestored);
        alerts.Tell(user, AccountAlert.EmailRestored, email: former);
    }
}
