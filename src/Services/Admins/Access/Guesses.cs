using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Admins.Access;

/// <summary>
/// Wrong passwords rest the place they came from and not the admin, as at the clubs (decision 28): five from one network rest it for a quarter of
/// an hour, and after twenty from all of them together within an hour one is enough, for an hour. Whoever guesses locks out themselves.
/// The admin's row is held meanwhile, so no attempt goes uncounted.
/// </summary>
internal sealed class Guesses(UnitOfWork work, Sealed seals, TimeProvider clock)
{
    private const int MostFromANetwork = 5;
    private const int MostTogether = 20;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private static readonly byte[] Together = [];

    /// <summary>Whether the place rests, also for the right password.</summary>
    public async Task<bool> RestsAsync(Guid admin, HttpContext http, CancellationToken stop)
    {
        await using var look = work.Command("select exists (select from admin_guesses where admin_id = $1 and network = $2 and rests_until > $3)", admin, Place(http), clock.GetUtcNow());
        return (bool)(await look.ExecuteScalarAsync(stop))!;
    }

    /// <summary>A wrong password. Whether its place rests from now on.</summary>
    public async Task<bool> CountAsync(Guid admin, HttpContext http, CancellationToken stop)
    {
        var (now, place) = (clock.GetUtcNow(), Place(http));
        var areMany = await AddAsync(admin, Together, now - Window, stop) > MostTogether;
        if (await AddAsync(admin, place, now - Rest, stop) < (areMany ? 1 : MostFromANetwork)) return false;

        await using var rest = work.Command("update admin_guesses set count = 0, rests_until = $3 where admin_id = $1 and network = $2", admin, place, now + (areMany ? Window : Rest));
        await rest.ExecuteNonQueryAsync(stop);
        await using var old = work.Command("delete from admin_guesses where since < $1 and (rests_until is null or rests_until < $2)", now - TimeSpan.FromDays(1), now);
        await old.ExecuteNonQueryAsync(stop);
        return true;
    }

    /// <summary>The right one: its place begins anew. What came from elsewhere stays counted.</summary>
    public Task ForgiveAsync(Guid admin, HttpContext http, CancellationToken stop) => DeleteAsync("delete from admin_guesses where admin_id = $1 and network = $2", stop, admin, Place(http));

    /// <summary>The admin begins anew from the command line, and so does everybody's count.</summary>
    public Task ForgiveAllAsync(Guid admin, CancellationToken stop) => DeleteAsync("delete from admin_guesses where admin_id = $1", stop, admin);

    private byte[] Place(HttpContext http) => seals.BlindIndex("admin_guesses.network", Network.Of(http))!;

    private async Task DeleteAsync(string sql, CancellationToken stop, params object[] values)
    {
        await using var delete = work.Command(sql, values);
        await delete.ExecuteNonQueryAsync(stop);
    }

    // What began too long ago counts from one again.
    private async Task<int> AddAsync(Guid admin, byte[] network, DateTimeOffset notBefore, CancellationToken stop)
    {
        await using var add = work.Command("""
            insert into admin_guesses as had (admin_id, network, count, since) values ($1, $2, 1, $3)
            on conflict (admin_id, network) do update set
              count = case when had.since < $4 then 1 else had.count + 1 end,
              since = case when had.since < $4 then $3 else had.since end
            returning count
            """, admin, network, clock.GetUtcNow(), notBefore);
        return (int)(await add.ExecuteScalarAsync(stop))!;
    }
}
