using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Where an attempt came from, and what that place has left.</summary>
internal sealed record Attempt(byte[] Address, byte[] Source, bool IsKnownDevice, bool IsBlocked);

/// <summary>
/// Counts wrong passwords per address and place. Five from one network rest that network for this address for a quarter of an hour, and nobody
/// else: whoever guesses locks out themselves. Twenty from all strangers within an hour slow all of them down: from then on one wrong password
/// from a place is enough, for an hour. A device that the account knows has ten of its own, whatever strangers do. An address without
/// an account is counted alike.
/// </summary>
internal sealed class Guesses(UnitOfWork work, Sealed seal, KnownDevices devices, IHttpContextAccessor accessor, TimeProvider clock)
{
    public const int MostFromANetwork = 5;
    public const int MostFromADevice = 10;
    public const int MostFromStrangers = 20;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private static readonly TimeSpan Forget = TimeSpan.FromDays(1);

    /// <summary>Looks before the password is looked at. The unit of work is open, and attempts at the address queue.</summary>
    public async Task<Attempt> LookAsync(string normalizedEmail, Guid? userId, CancellationToken stop)
    {
        var http = accessor.HttpContext;
        var device = http is not null && userId is { } id ? devices.Of(http, id) : null;
        var address = seal.BlindIndex("sign_in_failures.address", normalizedEmail)!;
        var source = seal.BlindIndex("sign_in_failures.source", device is null ? $"network {Network.Of(http)}" : $"device {device}")!;
        await using var look = work.Command("select exists (select from sign_in_failures where address = $1 and source = $2 and blocked_until > $3)", address, source, clock.GetUtcNow());
        return new Attempt(address, source, device is not null, (bool)(await look.ExecuteScalarAsync(stop))!);
    }

    /// <summary>A wrong password. Whether its place rests from now on.</summary>
    public async Task<bool> CountAsync(Attempt attempt, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var strangers = attempt.IsKnownDevice ? 0 : await AddAsync(attempt.Address, [], now - Window, stop);
        var isSlow = strangers > MostFromStrangers;
        var count = await AddAsync(attempt.Address, attempt.Source, now - Rest, stop);
        if (count < (attempt.IsKnownDevice ? MostFromADevice : isSlow ? 1 : MostFromANetwork)) return false;

        await using var rest = work.Command(
            "update sign_in_failures set count = 0, blocked_until = $3 where address = $1 and source = $2", attempt.Address, attempt.Source, now + (isSlow ? Window : Rest));
        await rest.ExecuteNonQueryAsync(stop);
        await using var old = work.Command("delete from sign_in_failures where since < $1 and (blocked_until is null or blocked_until < $2)", now - Forget, now);
        await old.ExecuteNonQueryAsync(stop);
        return true;
    }

    /// <summary>The right one: its place begins anew. What strangers did stays counted.</summary>
    public async Task ForgiveAsync(Attempt attempt, CancellationToken stop)
    {
        await using var forgive = work.Command("delete from sign_in_failures where address = $1 and source = $2", attempt.Address, attempt.Source);
        await forgive.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The address's reader has set a new password: everybody begins anew.</summary>
    public async Task ForgiveAllAsync(string normalizedEmail, CancellationToken stop)
    {
        await using var forgive = work.Command("delete from sign_in_failures where address = $1", seal.BlindIndex("sign_in_failures.address", normalizedEmail));
        await forgive.ExecuteNonQueryAsync(stop);
    }

    // What began too long ago counts from one again.
    private async Task<int> AddAsync(byte[] address, byte[] source, DateTimeOffset notBefore, CancellationToken stop)
    {
        await using var add = work.Command("""
            insert into sign_in_failures (address, source, count, since) values ($1, $2, 1, $3)
            on conflict (address, source) do update set
              count = case when sign_in_failures.since < $4 then 1 else sign_in_failures.count + 1 end,
              since = case when sign_in_failures.since < $4 then $3 else sign_in_failures.since end
            returning count
            """, address, source, clock.GetUtcNow(), notBefore);
        return (int)(await add.ExecuteScalarAsync(stop))!;
    }
}
