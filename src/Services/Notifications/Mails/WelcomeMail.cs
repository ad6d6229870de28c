using Microsoft.Extensions.Localization;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>The mail a new account gets.</summary>
internal sealed class WelcomeMail(ClubAddress address, CurrentTenant tenant, IStringLocalizer<NotificationsWords> words)
{
    public Mail Write(Reader reader)
    {
        using var speaking = Speaking.In(reader.Language);
        var club = tenant.Info.Name;
        string heading = reader.FirstName is { } name ? words["Welcome, {0}!", name] : words["Welcome!"];
        return new Mail(
            MailKind.Welcome, words["Welcome to {0}", club], words["Your account is ready."], heading,
            [words["Your account at {0} is ready. From now on a court is three taps away.", club]], [],
            new MailLink(words["Book a court"], address.Of(tenant.Info, "/book")),
            [words["If you did not open this account, tell the club and it will be removed."]]);
    }
}
