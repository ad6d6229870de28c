namespace PadelSaaS.Notifications;

/// <summary>What messages are about, coarse enough to choose by.</summary>
internal static class MessageTopic
{
    public const string Bookings = "bookings";
    public const string Reminders = "reminders";
    public const string Offers = "offers";
    public const string Payments = "payments";

    /// <summary>News of the club, by mail and on the site, to who agreed to them.</summary>
    public const string Announcements = "announcements";
    public const string Account = "account";

    /// <summary>What somebody sends to themselves to see it: it always comes, by the channel they chose.</summary>
    public const string Test = "test";

    /// <summary>Those that a reader chooses about. What concerns the account itself always comes, by mail.</summary>
    public static readonly IReadOnlyList<string> Chosen = [Bookings, Reminders, Offers, Payments, Announcements];

    /// <summary>Those that a telephone may ring for.</summary>
    public static readonly IReadOnlyList<string> Ringing = [Bookings, Reminders, Offers, Payments];

    public static string Of(string kind) => kind switch
    {
        MailKind.BookingReminder => Reminders,
        MailKind.WaitlistOffer or MailKind.TransferOffered or MailKind.ParticipantInvited or MailKind.DrawWon or MailKind.DrawMissed => Offers,
        MailKind.RefundSettled or MailKind.RefundFailed or MailKind.BookingResold or MailKind.GiftCard or MailKind.CreditEndsSoon => Payments,
        MailKind.MembershipRenewsSoon or MailKind.MembershipPriceChanges or MailKind.MembershipPaymentFailed or MailKind.MembershipEnded => Payments,
        MailKind.Welcome or MailKind.AccountLink or MailKind.AccountNews or MailKind.WebhookStopped or MailKind.DifferencesFound or MailKind.CommissionStated or MailKind.CommissionOverdue or MailKind.WordsBroken => Account,
        MailKind.Announcement => Announcements,
        _ when kind.StartsWith(MailKind.TestPrefix, StringComparison.Ordinal) => Test,
        _ when kind.StartsWith(MailKind.SharePrefix, StringComparison.Ordinal) => Payments,
        _ => Bookings,
    };

    /// <summary>Whether it waits for the morning where it would ring at night. What the reader just did, or has only minutes for, does not.</summary>
    public static bool MayWait(string topic) => topic is Reminders or Payments or Announcements;

    /// <summary>Whether a mail offers to end all others like it. Nobody ends by one tap what tells them that their court is gone, or where their money is.</summary>
    public static bool HasOneClick(string topic) => topic is Reminders or Offers or Announcements;
}
