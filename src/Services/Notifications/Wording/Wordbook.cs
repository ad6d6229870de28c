using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Wording;

/// <summary>
/// The club's own words, put into a message when it is written. Words that cannot be filled stop no message: ours go out, and who runs the club hears
/// of it once. Asked inside a unit of work.
/// </summary>
internal sealed class Wordbook(UnitOfWork work, CurrentTenant tenant, ClubAddress address, IAccounts accounts, TimeProvider clock)
{
    /// <summary>The words that count for a message, by channel.</summary>
    public async Task<IReadOnlyDictionary<string, OwnWords>> OfAsync(Mail mail, Reader reader, CancellationToken stop) => SampleMails.Kinds.Contains(mail.Kind)
        ? await work.Model<NotificationsModel>().MessageWords.AsNoTracking().Where(one => one.Kind == mail.Kind && one.Language == reader.Language && one.Active).ToDictionaryAsync(one => one.Channel, stop)
        : new Dictionary<string, OwnWords>();

    /// <summary>The mail in the club's words, where there are any that can be filled.</summary>
    public Task<Mail> MailAsync(Mail mail, Reader reader, IReadOnlyDictionary<string, OwnWords> own, CancellationToken stop) =>
        TryAsync(own.GetValueOrDefault(ChannelKind.Email), mail, reader, (written, names, values) => Filling.Mail(mail, written, names, values), mail, stop);

    /// <summary>The text for a telephone. What a WhatsApp message reads like, nobody here knows: its carrier keeps the words, and the row those of an SMS.</summary>
    public async Task<RingingText> TextAsync(string channel, Mail mail, Reader reader, IReadOnlyDictionary<string, OwnWords> own, CancellationToken stop)
    {
        var ours = Written.Ours(ChannelKind.Sms);
        var text = await TryAsync(own.GetValueOrDefault(ChannelKind.Sms), mail, reader, Filling.Text, null, stop) ?? Filling.Text(ours, Filling.Names(mail), ValuesOf(mail, reader));
        if (channel != ChannelKind.WhatsApp) return new(text, [], null);

        var places = await TryAsync(own.GetValueOrDefault(ChannelKind.WhatsApp), mail, reader, Filling.Places, null, stop);
        var template = places is null ? null : own[ChannelKind.WhatsApp].Subject.Trim();
        return new(text, places ?? Filling.Places(Written.Ours(ChannelKind.WhatsApp), Filling.Names(mail), ValuesOf(mail, reader)), string.IsNullOrEmpty(template) ? null : template);
    }

    /// <summary>What names stand for in a message.</summary>
    public Dictionary<string, string> ValuesOf(Mail mail, Reader reader) => Filling.Values(mail, tenant.Info.Name, address.OriginOf(tenant.Info), reader.FirstName);

    private async Task<T> TryAsync<T>(OwnWords? own, Mail mail, Reader reader, Func<Written, IReadOnlyCollection<string>, IReadOnlyDictionary<string, string>, T> fill, T otherwise, CancellationToken stop)
    {
        if (own is null) return otherwise;
        try
        {
            // What was known when they were saved need not be a fact of this one: of it nothing is said.
            return fill(own.Written, own.Names, ValuesOf(mail, reader));
        }
        catch (Exception broken) when (broken is WordsBrokenException or InvalidOperationException)
        {
            await TellAsync(own, broken.Message, stop);
            return otherwise;
        }
    }

    private async Task TellAsync(OwnWords own, string why, CancellationToken stop)
    {
        await using var note = work.Command("update message_words set broken_why = $2 where id = $1 and broken_why is null", own.Id, why);
        if (await note.ExecuteNonQueryAsync(stop) == 0) return;
        foreach (var owner in await accounts.OwnersAsync(stop)) work.RingAt(clock.GetUtcNow(), TellBrokenWords.Job, $"{own.Id}:{owner.Id}");
    }
}
