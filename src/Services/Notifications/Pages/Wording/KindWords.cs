using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Payments;

namespace PadelSaaS.Notifications.Wording;

/// <summary>Kinds of messages as a club calls them.</summary>
internal static class KindWords
{
    private const string Asked = MailKind.SharePrefix + ShareNews.Asked;
    private const string Reminded = MailKind.SharePrefix + ShareNews.Reminded;

    public static string Name(IStringLocalizer t, string kind) => kind switch
    {
        MailKind.BookingConfirmed => t["Booking confirmed"],
        MailKind.BookingReminder => t["Reminder of a game"],
        MailKind.BookingMoved => t["Booking moved"],
        MailKind.BookingCancelled => t["Booking cancelled"],
        MailKind.RefundSettled => t["Money sent back"],
        MailKind.WaitlistOffer => t["A court for who waited"],
        MailKind.ParticipantInvited => t["Invitation to play along"],
        MailKind.TransferOffered => t["A booking is offered"],
        Asked => t["Share of a price"],
        Reminded => t["Share still open"],
        MailKind.LessonBooked => t["Place in a lesson"],
        MailKind.LessonMoved => t["Lesson moved"],
        MailKind.LessonCancelled => t["Lesson cancelled"],
        _ => t["Welcome"],
    };

    /// <summary>A language in its own words.</summary>
    public static string Tongue(string language) => language switch
    {
        "en" => "English",
        "es" => "Español",
        "ur" => "اردو",
        _ => System.Globalization.CultureInfo.GetCultureInfo(language).NativeName,
    };

    /// <summary>What is wrong with words, in the language of who wrote them.</summary>
    public static string Says(IStringLocalizer t, WordFault fault) => t[fault.Rule, fault.Line, fault.Name];
}
