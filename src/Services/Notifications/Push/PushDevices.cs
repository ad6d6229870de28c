using Microsoft.EntityFrameworkCore;
using PadelSaaS.Notifications.Webhooks;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Push;

/// <summary>What a browser says of itself when somebody lets the club ring it (the fields of a <c>PushSubscription</c>).</summary>
/// <param name="Endpoint">Address at its push service.</param>
internal sealed record PushSubscribed(string? Endpoint, PushSubscribedKeys? Keys);

/// <summary>Keys of a subscription, base64url.</summary>
internal sealed record PushSubscribedKeys(string? P256dh, string? Auth);

/// <summary>A browser as its owner sees it.</summary>
public sealed record PushDeviceSeen(Guid Id, string Name, DateTimeOffset Since, DateTimeOffset? RangAt);

/// <summary>Browsers of an account, each its own to add and to remove.</summary>
internal sealed class PushDevices(UnitOfWork work, Sealed seals, WebhookClient outside, TimeProvider clock)
{
    /// <summary>What the browser's secret is sealed as.</summary>
    public const string Column = "push_devices.auth";

    private const int MostOfOne = 10, LongestEndpoint = 1000, LongestName = 80;

    /// <summary>Rings there from now on. A browser that somebody else used before is this account's now.</summary>
    public async Task<(Guid Id, Refusal? Refusal)> AddAsync(Guid account, PushSubscribed said, string? name, CancellationToken stop)
    {
        if (!IsReachable(said.Endpoint)) return (Guid.Empty, Refusal.Malformed("endpoint", "The address of a push service is needed: https, and reachable by everybody."));
        if (!PushCipher.AreKeys(said.Keys?.P256dh, said.Keys?.Auth)) return (Guid.Empty, Refusal.Malformed("keys", "The browser's keys are needed: p256dh, a point of P-256, and auth, sixteen bytes, both base64url."));
        await work.BeginAsync(stop);
        var devices = work.Model<NotificationsModel>().PushDevices;
        await using (var alone = work.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))", $"push {said.Endpoint}")) await alone.ExecuteNonQueryAsync(stop);
        var device = await devices.FirstOrDefaultAsync(one => one.Endpoint == said.Endpoint, stop);
        if (device is null) devices.Add(device = new PushDevice { Id = Guid.CreateVersion7(clock.GetUtcNow()), Endpoint = said.Endpoint!, CreatedAt = clock.GetUtcNow() });
        (device.AccountId, device.PublicKey, device.Auth, device.Name) = (account, said.Keys!.P256dh!, seals.Seal(Column, device.Id, said.Keys.Auth)!, NameOf(name));
        // Browsers throw old subscriptions away without a word; those that have not rung the longest go first.
        var others = await devices.Where(one => one.AccountId == account && one.Id != device.Id).OrderByDescending(one => one.RangAt ?? one.CreatedAt).Skip(MostOfOne - 1).ToListAsync(stop);
        devices.RemoveRange(others);
        await work.CommitAsync(stop);
        return (device.Id, null);
    }

    public async Task<IReadOnlyList<PushDeviceSeen>> OfAsync(Guid account, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var devices = await work.Model<NotificationsModel>().PushDevices.AsNoTracking().Where(one => one.AccountId == account).OrderByDescending(one => one.CreatedAt).ToListAsync(stop);
        await work.RollbackAsync();
        return [.. devices.Select(one => new PushDeviceSeen(one.Id, one.Name, one.CreatedAt, one.RangAt))];
    }

    /// <returns>False when the account has none with this id.</returns>
    public async Task<bool> RemoveAsync(Guid account, Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var gone = await work.Model<NotificationsModel>().PushDevices.Where(one => one.Id == id && one.AccountId == account).ExecuteDeleteAsync(stop);
        await work.CommitAsync(stop);
        return gone == 1;
    }

    // The address comes from a browser, so anybody may have made it up: where it leads is looked at again when the connection is made.
    private bool IsReachable(string? endpoint) => endpoint is { Length: > 0 and <= LongestEndpoint } && Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url.UserInfo.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (outside.AllowsPrivate && url.Scheme == Uri.UriSchemeHttp));

    // Such as "Firefox, Android": what people know their browser by.
    private static string NameOf(string? agent)
    {
        var text = agent ?? "";
        bool Has(string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
        var browser = Has("Edg/") ? "Edge" : Has("OPR/") ? "Opera" : Has("Firefox/") ? "Firefox" : Has("Chrome/") ? "Chrome" : Has("Safari/") ? "Safari" : "";
        var system = Has("Android") ? "Android" : Has("iPhone") ? "iPhone" : Has("iPad") ? "iPad" : Has("Windows") ? "Windows" : Has("Mac OS") ? "Mac" : Has("Linux") ? "Linux" : "";
        var name = string.Join(", ", new[] { browser, system }.Where(part => part.Length > 0));
        return name.Length == 0 ? "–" : name.Length > LongestName ? name[..LongestName] : name;
    }
}
