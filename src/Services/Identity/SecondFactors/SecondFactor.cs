using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>
/// The second proof: six digits of an authenticator app, or a recovery code for who lost it. Five wrong ones rest the second step for a quarter
/// of an hour, wherever they come from: only who knows the password gets that far, so strangers cannot keep anybody out by it.
/// </summary>
internal sealed class SecondFactor(UnitOfWork work, Users users, Sealed seal, Credentials credentials, Alerts alerts, RecoveryCodes codes, TimeProvider clock)
{
    private const string Column = "second_factors.secret";

    private readonly IdentityModel model = work.Model<IdentityModel>();

    /// <summary>Begins anew with another secret. It asks for nothing until its first code was typed.</summary>
    public async Task<string> BeginAsync(User user, CancellationToken stop)
    {
        var secret = Totp.NewSecret();
        await model.SecondFactors.Where(one => one.Id == user.Id).ExecuteDeleteAsync(stop);
        model.Add(new SecondFactorRow { Id = user.Id, Secret = seal.Seal(Column, user.Id, secret)!, CreatedAt = clock.GetUtcNow() });
        return secret;
    }

    /// <summary>The secret that waits for its first code; <see langword="null"/> when there is none.</summary>
    public async Task<string?> WaitingAsync(Guid userId, CancellationToken stop) =>
        await model.SecondFactors.AsNoTracking().FirstOrDefaultAsync(one => one.Id == userId && one.ConfirmedAt == null, stop) is { } row ? seal.Open(Column, userId, row.Secret) : null;

    /// <summary>The first code was typed: from now on it is asked for. The recovery codes, to be shown once; <see langword="null"/> for a wrong code.</summary>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(Guid userId, string? code, CancellationToken stop)
    {
        var user = await users.FindByIdAsync($"{userId}") ?? throw new InvalidOperationException("A session outlived its account.");
        // As every sign-in does: rows are then taken in one order only, and what was counted meanwhile is not lost.
        await credentials.QueueUpAsync(user.Email!, stop);
        await model.Entry(user).ReloadAsync(stop);
        if (await WaitingAsync(user.Id, stop) is null || !await TakeStepAsync(user.Id, code, stop)) return null;

        await model.SecondFactors.Where(one => one.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.ConfirmedAt, clock.GetUtcNow()), stop);
        user.TwoFactorEnabled = true;
        await users.UpdateAsync(user);
        work.Tell(new SecondFactorChanged(user.Id));
        alerts.Tell(user, AccountAlert.SecondFactorOn);
        return await codes.NewAsync(user, stop);
    }

    public async Task RemoveAsync(User user, CancellationToken stop)
    {
        await model.SecondFactors.Where(one => one.Id == user.Id).ExecuteDeleteAsync(stop);
        await codes.ForgetAsync(user.Id, stop);
        user.TwoFactorEnabled = false;
        await users.UpdateAsync(user);
        work.Tell(new SecondFactorChanged(user.Id));
        alerts.Tell(user, AccountAlert.SecondFactorOff);
    }

    /// <summary>Whether the code is right and unused. The attempt is counted, so the caller commits either way.</summary>
    public async Task<bool> ProveAsync(User user, string? typed, CancellationToken stop)
    {
        if (await users.IsLockedOutAsync(user)) return false;
        if (await TakeStepAsync(user.Id, typed, stop) || await codes.TakeAsync(user, typed, stop))
        {
            await users.ResetAccessFailedCountAsync(user);
            return true;
        }
        await users.AccessFailedAsync(user);
        work.Audit(new Act(await users.IsLockedOutAsync(user) ? "account.locked" : "sign_in.refused", "account", $"{user.Id}", user.FullName) { Reason = "second factor" });
        return false;
    }

    // The row decides: of two who come with one code at once, one is let through.
    private async Task<bool> TakeStepAsync(Guid userId, string? code, CancellationToken stop)
    {
        if (await model.SecondFactors.AsNoTracking().FirstOrDefaultAsync(one => one.Id == userId, stop) is not { } row) return false;
        if (Totp.Accept(seal.Open(Column, userId, row.Secret)!, code, row.LastStep, clock.GetUtcNow()) is not { } step) return false;
        return await model.SecondFactors.Where(one => one.Id == userId && one.LastStep < step).ExecuteUpdateAsync(set => set.SetProperty(one => one.LastStep, step), stop) == 1;
    }
}
