using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>
/// Ways in on paper, for the day the device is lost. With an authenticator app a code stands for the app and the password is asked for besides;
/// without one it stands for the passkey. Which of the two is the caller's to know.
/// </summary>
internal sealed class RecoveryCodes(UnitOfWork work, Alerts alerts, TimeProvider clock)
{
    private readonly IdentityModel model = work.Model<IdentityModel>();

    /// <summary>New ones, to be shown once; the old ones work no longer.</summary>
    public async Task<IReadOnlyList<string>> NewAsync(User user, CancellationToken stop)
    {
        await ForgetAsync(user.Id, stop);
        var codes = Enumerable.Range(0, RecoveryCode.Count).Select(_ => RecoveryCode.New()).ToList();
        model.AddRange(codes.Select(code => new RecoveryCode(RecoveryCode.HashOf(code), user.Id, clock.GetUtcNow(), null)));
        return codes;
    }

    public Task<int> LeftAsync(Guid userId, CancellationToken stop) => model.RecoveryCodes.CountAsync(code => code.UserId == userId && code.UsedAt == null, stop);

    /// <summary>Whoever makes or forgets codes of one account comes one after the other: a delete that only waited would not see the ten that were just made.</summary>
    public async Task ForgetAsync(Guid userId, CancellationToken stop)
    {
        await using (var queue = work.Command("select pg_advisory_xact_lock(hashtextextended(current_schema() || $1, 7261904))", $"{userId}")) await queue.ExecuteNonQueryAsync(stop);
        await model.RecoveryCodes.Where(code => code.UserId == userId).ExecuteDeleteAsync(stop);
    }

    /// <summary>Uses a code up, and its owner is told. The row decides: of two who come with one code at once, one is let through. For nobody it looks just as long.</summary>
    public async Task<bool> TakeAsync(User? user, string? typed, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(typed) || typed.Length > RecoveryCode.Longest) return false;
        var (hash, id) = (RecoveryCode.HashOf(typed), user?.Id ?? Guid.Empty);
        var used = await model.RecoveryCodes.Where(code => code.Hash == hash && code.UserId == id && code.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(code => code.UsedAt, clock.GetUtcNow()), stop);
        if (used == 0 || user is null) return false;

        alerts.Tell(user, AccountAlert.RecoveryCodeUsed, detail: $"{await LeftAsync(user.Id, stop)} / {RecoveryCode.Count}");
        return true;
    }
}
