using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Notifications.UseCases.Wording;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Wording;

/// <summary>Who runs the club hears that words of theirs could not be filled, and that ours went out instead. Once for each version of them.</summary>
internal sealed class TellBrokenWords(UnitOfWork work, CurrentTenant tenant, IAccounts accounts, ClubAddress address, Post post, IStringLocalizer<NotificationsWords> t) : ITimerJob
{
    public const string Job = "tell-broken-words";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var ids = key.Split(':').Select(Guid.Parse).ToArray();
        await work.BeginAsync(stop);
        if (await accounts.FindAsync(ids[1], stop) is { } owner && await work.Model<NotificationsModel>().MessageWords.FindAsync([ids[0]], stop) is { BrokenWhy: { } why } words)
        {
            var reader = new Reader(owner.Id, owner.FullName, owner.Email, tenant.Info.DefaultLanguage);
            await post.PutAsync(Mail(words, why, reader), reader, null, key, stop);
        }
        await work.CommitAsync(stop);
    }

    private Mail Mail(OwnWords own, string why, Reader reader)
    {
        using var speaking = Speaking.In(reader.Language);
        string heading = t["Your own words could not be filled"];
        return new Mail(
            MailKind.WordsBroken, heading, t["Until they are put right, our words go out instead."], heading, [t["Until they are put right, our words go out instead."]],
            [new(t["Message"], KindWords.Name(t, own.Kind)), new(t["Language"], own.Language), new(t["Why"], why)],
            new MailLink(t["Put them right"], address.Of(tenant.Info, $"{EditWords.Path}/{own.Kind}?language={own.Language}&channel={own.Channel}")), []);
    }
}
