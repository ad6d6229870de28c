using Microsoft.AspNetCore.Identity;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Gives an account another password. Links that were sent to set one work no longer, and the holder hears of it.</summary>
internal sealed class PasswordChange(UnitOfWork work, Users users, IPasswordHasher<User> hasher, OneTimeLinks links, Entrance entrance, Guesses guesses, RecoveryCodes codes, Alerts alerts)
{
    /// <summary>By who knew the old one: other devices are signed out.</summary>
    public async Task ChangeAsync(User user, string password, Guid? present, CancellationToken stop)
    {
        await SetAsync(user, password, stop);
        await entrance.EndAllAsync(user.Id, present, "password_changed", stop);
        alerts.Tell(user, AccountAlert.PasswordChanged);
    }

    /// <summary>By who reads the account's mail, which proves the address too: every device is signed out, and a lockout ends.</summary>
    public async Task ResetAsync(User user, string password, CancellationToken stop)
    {
        (user.AccessFailedCount, user.LockoutEnd) = (0, null);
        if (!user.EmailConfirmed) work.Tell(new EmailVerified(user.Id, user.Email!));
        user.EmailConfirmed = true;
        await guesses.ForgiveAllAsync(user.NormalizedEmail!, stop);
        // Whoever had them could come in past the new password. An app's codes stay: they open nothing without it.
        if (!user.TwoFactorEnabled) await codes.ForgetAsync(user.Id, stop);
        await SetAsync(user, password, stop);
        await entrance.EndAllAsync(user.Id, null, "password_reset", stop);
        alerts.Tell(user, AccountAlert.PasswordReset);
    }

    private async Task SetAsync(User user, string password, CancellationToken stop)
    {
        user.PasswordHash = hasher.HashPassword(user, password);
        await users.UpdateAsync(user);
        await links.VoidAsync(LinkPurpose.ResetPassword, user.Email!, stop);
    }
}
