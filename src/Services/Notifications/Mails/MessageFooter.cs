using Microsoft.Extensions.Localization;
using PadelSaaS.Notifications.UseCases;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>The links below a message by which its reader says what else they want to hear. Nobody needs an account for either.</summary>
internal sealed class MessageFooter(CurrentTenant tenant, ClubAddress address, LinkKeys keys, IStringLocalizer<NotificationsWords> words)
{
    /// <summary>The club's site.</summary>
    public string Site => address.OriginOf(tenant.Info);

    /// <summary>The link to choose by, in the reader's language; none below what always comes.</summary>
    public async Task<MailLink?> ChooseAsync(string kind, Guid messageId, Reader reader, CancellationToken stop)
    {
        if (MessageTopic.Of(kind) is MessageTopic.Account or MessageTopic.Test) return null;
        var path = reader.AccountId is null ? $"{ChooseMessages.GuestPath}/{messageId}?key={await keys.ForAsync(messageId, stop)}" : ChooseMessages.Path;
        using var speaking = Speaking.In(reader.Language);
        return new MailLink(words["Choose what you hear from us"], Site + path);
    }

    /// <summary>The address by which a mail program ends messages like this at once.</summary>
    public async Task<string?> UnsubscribeAsync(NotificationLog message, CancellationToken stop) =>
        message.Type == ChannelKind.Email && MessageTopic.HasOneClick(MessageTopic.Of(message.Template))
            ? $"{Site}{StopMessages.Path}/{message.Id}?key={await keys.ForAsync(message.Id, stop)}"
            : null;
}
