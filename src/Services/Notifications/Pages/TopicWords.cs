using Microsoft.Extensions.Localization;

namespace PadelSaaS.Notifications.Pages;

/// <summary>Topics and channels in the reader's language.</summary>
internal static class TopicWords
{
    public static string Name(IStringLocalizer words, string topic) => topic switch
    {
        MessageTopic.Reminders => words["Reminders before you play"],
        MessageTopic.Offers => words["Invitations and places that became free"],
        MessageTopic.Announcements => words["News of the club"],
        MessageTopic.Payments => words["Shares, refunds and credit"],
        _ => words["Your bookings: confirmed, moved, cancelled"],
    };

    public static string Channel(IStringLocalizer words, string channel) => channel switch
    {
        ChannelKind.WhatsApp => "WhatsApp",
        ChannelKind.Sms => "SMS",
        ChannelKind.Push => words["Your browser rings"],
        ChannelKind.InApp => words["On this site"],
        _ => words["Mail"],
    };
}
