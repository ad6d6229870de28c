using Microsoft.AspNetCore.Identity;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>What somebody typed who asked for an account. The account exists once they followed the link to their address.</summary>
/// <param name="PasswordHash"><see langword="null"/> for who wants a passkey instead.</param>
internal sealed record PendingAccount(string Email, string FirstName, string LastName, string? Phone, string Language, string? PasswordHash);

/// <summary>
/// Opens accounts. Whoever asks hears the same, whether the address is new or taken; only its reader learns which. An address is taken once
/// somebody has proved that it is theirs, so nobody can open an account with another's address and wait for them in it.
/// </summary>
internal sealed class Enrolment(
    UnitOfWork work, Users users, IPasswordHasher<User> hasher, Credentials credentials, OneTimeLinks links, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Sends the link, or tells the address's owner that there is an account. Costs the same either way.</summary>
    public async Task AskAsync(User newcomer, string? password, byte[]? browser, string? back, CancellationToken stop)
    {
        var hash = password is null ? null : hasher.HashPassword(newcomer, password);
        await credentials.QueueUpAsync(newcomer.Email!, stop);
        var known = await users.FindByEmailAsync(newcomer.Email!);
        var wish = new LinkWish(LinkPurpose.Register, ConfirmRegistration.Path, newcomer.Email!, newcomer.FirstName, newcomer.Language, Lifetime)
        {
            UserId = known?.Id,
            Browser = browser,
            Return = back,
            Data = new PendingAccount(newcomer.Email!, newcomer.FirstName, newcomer.LastName, newcomer.PhoneNumber, newcomer.Language, hash),
        };
        if (known is null)
            await links.SendAsync(wish, stop);
        else if (await links.PretendAsync(wish with { Data = null }, stop))
            work.Tell(new AccountAlerted(known.Id, Guid.CreateVersion7(clock.GetUtcNow()), AccountAlert.RegisteredAgain, known.Email!, known.FirstName, known.Language, null));
    }

    /// <summary>Whether this is the password that was chosen. Somebody who got a stranger's link does not know it.</summary>
    public bool Knows(PendingAccount pending, string password) => pending.PasswordHash is not null && hasher.VerifyHashedPassword(null!, pending.PasswordHash, password) != PasswordVerificationResult.Failed;

    /// <summary>Opens the account; <see langword="null"/> when the link was taken by another hand, or the address by another account since.</summary>
    /// <param name="password">One that was chosen just now, by who asked without.</param>
    /// <param name="passkeyOf">Whose the device's new passkey says it is. It takes the place of a password, also of one that was chosen before.</param>
    public async Task<User?> ConfirmAsync(OneTimeLink link, string? password, Guid? passkeyOf, CancellationToken stop)
    {
        var pending = link.Read<PendingAccount>();
        await credentials.QueueUpAsync(pending.Email, stop);
        if (!await links.TakeAsync(link, stop) || await users.FindByEmailAsync(pending.Email) is not null) return null;

        var user = credentials.Newcomer(pending.Email, pending.FirstName, pending.LastName, pending.Phone, pending.Language);
        (user.Id, user.EmailConfirmed) = (passkeyOf ?? user.Id, true);
        user.PasswordHash = passkeyOf is not null ? null : password is null ? pending.PasswordHash : hasher.HashPassword(user, password);
        await credentials.AddAsync(user, password: null, [RoleAbilities.Player]);
        work.Tell(new EmailVerified(user.Id, user.Email!));
        return user;
    }
}
