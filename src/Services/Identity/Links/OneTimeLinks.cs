using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Makes links that work once, has them sent, and takes them back. Only so many go to one address an hour: nobody fills a stranger's inbox from here.</summary>
internal sealed class OneTimeLinks(UnitOfWork work, LinkSecrets secrets, ILookupNormalizer normalizer, TimeProvider clock)
{
    public const int MostAnHour = 3;
    private static readonly TimeSpan Forget = TimeSpan.FromDays(30);

    private readonly IdentityModel model = work.Model<IdentityModel>();

    /// <summary>Makes the link and tells that it is to be sent. <see langword="false"/> when its address got enough of them lately.</summary>
    public async Task<bool> SendAsync(LinkWish wish, CancellationToken stop)
    {
        if (!await MayAsync(wish.Purpose, wish.Email, stop)) return false;

        var (secret, now) = (LinkSecrets.New(), clock.GetUtcNow());
        var link = Make(wish, LinkSecrets.HashOf(secret), now, now + wish.Lifetime);
        model.Add(link);
        var path = $"{wish.Page}?key={LinkSecrets.Place}" + (ReturnPath.Local(wish.Return) is var back && back != ReturnPath.Home ? $"&return={Uri.EscapeDataString(back)}" : "");
        work.Tell(new AccountLinkIssued(link.Id, wish.Purpose, wish.Email, wish.FirstName, wish.Language, path, secrets.Close(secret), link.ExpiresAt, wish.Detail) { By = wish.By });
        return true;
    }

    /// <summary>
    /// Notes a link that nobody gets, where an answer must not tell whether there was one to send. It counts like any other and costs what
    /// any other costs. <see langword="false"/> when the address got enough of them lately.
    /// </summary>
    public async Task<bool> PretendAsync(LinkWish wish, CancellationToken stop)
    {
        if (!await MayAsync(wish.Purpose, wish.Email, stop)) return false;

        var now = clock.GetUtcNow();
        var secret = LinkSecrets.New();
        var link = Make(wish, LinkSecrets.HashOf(secret), now, now);
        model.Add(link);
        work.Tell(new AccountLinkIssued(link.Id, LinkPurpose.Nothing, "", "", wish.Language, "/", secrets.Close(secret), now, null));
        return true;
    }

    /// <summary>The link of a secret and what has become of it.</summary>
    public async Task<(LinkState State, OneTimeLink? Link)> FindAsync(string purpose, string? key, CancellationToken stop)
    {
        if (string.IsNullOrEmpty(key) || key.Length > 100) return (LinkState.Unknown, null);
        var hash = LinkSecrets.HashOf(key);
        var link = await model.OneTimeLinks.AsNoTracking().FirstOrDefaultAsync(link => link.Hash == hash && link.Purpose == purpose, stop);
        return (link switch
        {
            null => LinkState.Unknown,
            { UsedAt: not null } => LinkState.Used,
            _ when link.ExpiresAt <= clock.GetUtcNow() => LinkState.Expired,
            _ => LinkState.Open,
        }, link);
    }

    /// <summary>Uses the link up, and with it every other that was sent for the same. Of two who come at once, one is let through.</summary>
    public async Task<bool> TakeAsync(OneTimeLink link, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var taken = await model.OneTimeLinks.Where(one => one.Id == link.Id && one.UsedAt == null && one.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.UsedAt, now), stop);
        if (taken == 0) return false;

        await VoidAsync(link.Purpose, link.Address, stop);
        await model.OneTimeLinks.Where(one => one.ExpiresAt < now - Forget).ExecuteDeleteAsync(stop);
        return true;
    }

    /// <summary>What was sent to an address for a purpose works no longer.</summary>
    public Task VoidAsync(string purpose, string address, CancellationToken stop)
    {
        var (now, normalized) = (clock.GetUtcNow(), normalizer.NormalizeEmail(address));
        return model.OneTimeLinks.Where(one => one.Purpose == purpose && one.Address == normalized && one.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.UsedAt, now), stop);
    }

    private async Task<bool> MayAsync(string purpose, string email, CancellationToken stop)
    {
        var (address, since) = (normalizer.NormalizeEmail(email), clock.GetUtcNow() - TimeSpan.FromHours(1));
        return await model.OneTimeLinks.CountAsync(link => link.Address == address && link.Purpose == purpose && link.CreatedAt > since, stop) < MostAnHour;
    }

    private OneTimeLink Make(LinkWish wish, byte[] hash, DateTimeOffset now, DateTimeOffset until) => new()
    {
        Id = Guid.CreateVersion7(now),
        Hash = hash,
        Purpose = wish.Purpose,
        UserId = wish.UserId,
        Address = normalizer.NormalizeEmail(wish.Email)!,
        Browser = wish.Browser,
        Data = wish.Data is null ? null : OneTimeLink.Write(wish.Data),
        CreatedAt = now,
        ExpiresAt = until,
    };
}
