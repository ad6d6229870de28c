using Microsoft.Extensions.Localization;

namespace PadelSaaS.Notifications;

/// <summary>What a mail says, before it becomes HTML and text. Everything is plain text in the reader's language.</summary>
/// <param name="Preview">The line an inbox shows beside the subject.</param>
/// <param name="Words">Paragraphs.</param>
/// <param name="Rows">Facts at a glance: court, time, place, price.</param>
/// <param name="SmallPrint">Sentences below, such as the cancellation rule.</param>
internal sealed record Mail(
    string Kind, string Subject, string Preview, string Heading,
    IReadOnlyList<string> Words, IReadOnlyList<MailRow> Rows, MailLink? Link, IReadOnlyList<string> SmallPrint)
{
    /// <summary>What else can be seen, such as the receipt: links below, which no telephone gets.</summary>
    public IReadOnlyList<MailLink> Also { get; init; } = [];

    /// <summary>File that goes along.</summary>
    public MailAttachment? Attachment { get; init; }

    /// <summary>What it is a copy of, where many get it.</summary>
    public Guid? AnnouncementId { get; init; }

    /// <summary>After this the mail is of no use and is not sent.</summary>
    public DateTimeOffset? SendBefore { get; init; }
}

/// <summary>A fact at a glance.</summary>
public sealed record MailRow(string Label, string Value)
{
    /// <summary>A fact whose label is a word of ours: clubs name it by its English, whatever language the mail is in.</summary>
    public MailRow(LocalizedString label, string value)
        : this(label.Value, value) => Name = string.Join('_', label.Name.ToLowerInvariant().Split([' ', '\''], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What the club's own words call it, such as <c>pay_until</c>.</summary>
    public string? Name { get; }
}

/// <summary>The one thing to do in a mail.</summary>
/// <param name="Address">Absolute address.</param>
public sealed record MailLink(string Label, string Address);

/// <summary>A text file that goes along with a mail.</summary>
internal sealed record MailAttachment(string Name, string Content);

/// <summary>What mails are about, as in rows and facts.</summary>
internal static class MailKind
{
    public const string BookingConfirmed = "booking_confirmed";
    public const string BookingMoved = "booking_moved";
    public const string BookingCancelled = "booking_cancelled";
    public const string BookingResold = "booking_resold";
    public const string BookingLost = "booking_lost";
    public const string BookingReminder = "booking_reminder";
    public const string SeriesBooked = "series_booked";
    public const string SeriesMoved = "series_moved";
    public const string SeriesCancelled = "series_cancelled";
    public const string TransferOffered = "transfer_offered";
    public const string TransferDeclined = "transfer_declined";
    public const string TransferTaken = "transfer_taken";
    public const string TransferGiven = "transfer_given";
    public const string WaitlistOffer = "waitlist_offer";
    public const string DrawWon = "draw_won";
    public const string DrawMissed = "draw_missed";
    public const string LessonBooked = "lesson_booked";
    public const string LessonMoved = "lesson_moved";
    public const string CourseCancelled = "course_cancelled";
    public const string CourseMoved = "course_moved";
    public const string LessonCancelled = "lesson_cancelled";
    public const string RefundSettled = "refund_settled";

    /// <summary>Money that was sent back did not arrive.</summary>
    public const string RefundFailed = "refund_failed";
    public const string Welcome = "welcome";
    public const string ParticipantPrefix = "participant_";
    public const string ParticipantInvited = ParticipantPrefix + "invited";
    public const string SharePrefix = "share_";
    public const string AccountLink = "account_link";
    public const string AccountNews = "account_news";
    public const string GiftCard = "gift_card";
    public const string CreditEndsSoon = "credit_ends_soon";
    public const string MembershipRenewsSoon = "membership_renews_soon";
    public const string MembershipPriceChanges = "membership_price_changes";
    public const string MembershipPaymentFailed = "membership_payment_failed";
    public const string MembershipEnded = "membership_ended";
    public const string DifferencesFound = "differences_found";
    public const string CommissionStated = "commission_stated";
    public const string CommissionOverdue = "commission_overdue";
    public const string WebhookStopped = "webhook_stopped";
    public const string Announcement = "announcement";
    public const string WordsBroken = "words_broken";

    /// <summary>Several that came at once, in one.</summary>
    public const string Digest = "digest";

    /// <summary>Of a message that somebody who writes words sends to themselves, before the kind it would be.</summary>
    public const string TestPrefix = "test_";

    /// <summary>The kind that a test is of; otherwise the kind itself.</summary>
    public static string Tried(string kind) => kind.StartsWith(TestPrefix, StringComparison.Ordinal) ? kind[TestPrefix.Length..] : kind;

    /// <summary>The link that opens a club to be.</summary>
    public const string Signup = "signup";
}
