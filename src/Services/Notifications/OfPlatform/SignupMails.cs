using System.Globalization;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Tenants;

namespace PadelSaaS.Notifications.OfPlatform;

/// <summary>What is written to somebody who wants to open a club.</summary>
internal sealed class SignupMails(ClubAddress address, IStringLocalizer<NotificationsWords> words)
{
    public Mail Write(SignupAsked fact, Reader reader)
    {
        using var speaking = Speaking.In(reader.Language);
        string subject = words["Open {0}", fact.Club];
        string sentence = words["One tap goes on with it: the link proves that this address is yours, and your site goes up within seconds."];
        return new Mail(
            MailKind.Signup, subject, sentence, subject, [sentence], [], new MailLink(words["Open my club"], address.PortalOrigin + fact.Path),
            [words["The link works until {0}.", fact.Until.ToString("d MMM HH:mm 'UTC'", CultureInfo.CurrentCulture)], words["If you did not ask for it, leave this mail alone: nothing happens."]])
        {
            SendBefore = fact.Until,
        };
    }
}
