namespace PadelSaaS.Notifications;

/// <summary>A message, from the moment it was written.</summary>
internal sealed class NotificationLog
{
    public Guid Id { get; init; }

    public Guid? UserId { get; init; }

    /// <summary>The channel, one of <see cref="ChannelKind"/>.</summary>
    public string Type { get; init; } = "email";

    /// <summary>What it says: one of <see cref="MailKind"/>.</summary>
    public string Template { get; init; } = "";

    /// <summary>The address. Of a number only its end is kept: who has it is asked when the message leaves.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>Whose it is where the recipient is no address.</summary>
    public string? ReaderAddress { get; init; }

    /// <summary>What fills the places of a template.</summary>
    public string[] Parameters { get; init; } = [];

    /// <summary>The template at the carrier that it is for, where the club named its own.</summary>
    public string? CarrierTemplate { get; init; }

    /// <summary>Who carried it.</summary>
    public string? Provider { get; private set; }

    /// <summary>What the carrier calls it.</summary>
    public string? ProviderId { get; private set; }

    /// <summary>When it arrived, as the carrier says.</summary>
    public DateTimeOffset? DeliveredAt { get; private set; }

    public string? RecipientName { get; init; }

    public string Subject { get; init; } = "";

    /// <summary>The text part.</summary>
    public string Content { get; init; } = "";

    public string? Html { get; init; }

    public string Language { get; init; } = "en";

    public Guid? BookingId { get; init; }

    /// <summary>What it is a copy of, where many get it.</summary>
    public Guid? AnnouncementId { get; init; }

    public string? AttachmentName { get; init; }

    /// <summary>After this nobody gets it.</summary>
    public DateTimeOffset? SendBefore { get; init; }

    public string? Attachment { get; init; }

    /// <summary>Secret of the link in it, sealed; forgotten once the message has left or will not.</summary>
    public string? SealedKey { get; private set; }

    /// <summary>When its reader saw it on the site.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    public string Status { get; private set; } = MessageStatus.Pending;

    public int Attempts { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public string? ErrorMessage { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    public string DedupeKey { get; init; } = "";

    /// <summary>The key of a kind of message for an occasion.</summary>
    public static string Once(string kind, string occasion) => $"{kind}:{occasion}";

    public bool IsPending => Status == MessageStatus.Pending;

    /// <summary>How its reader is known where wishes are kept.</summary>
    public string ReaderKey => MessageWish.Key(UserId, ReaderAddress ?? Recipient);

    public void Sent(string provider, string? providerId, DateTimeOffset now) =>
        (Status, SentAt, ErrorMessage, Attempts, SealedKey, Provider, ProviderId) = (MessageStatus.Sent, now, null, Attempts + 1, null, provider, providerId);

    /// <summary>Takes what a carrier tells later.</summary>
    /// <returns>Whether it was news.</returns>
    public bool Hear(string status, string? why, string provider, DateTimeOffset at)
    {
        if (!MessageStatus.MayFollow(Status, status)) return false;
        (Status, ErrorMessage, Provider, SealedKey) = (status, why, provider, null);
        SentAt ??= at;
        if (status == MessageStatus.Delivered) DeliveredAt = at;
        return true;
    }

    public void Skip(string why) => (Status, ErrorMessage, SealedKey) = (MessageStatus.Skipped, why, null);

    /// <summary>Waits for something that is no fault of the message.</summary>
    public void Wait(string forWhat) => ErrorMessage = forWhat;

    public void Stumble(string error) => (Attempts, ErrorMessage) = (Attempts + 1, error);

    /// <summary>Is sent once more, because somebody at the club asked for it.</summary>
    public void TryAgain() => (Status, Attempts, ErrorMessage, SentAt, ProviderId) = (MessageStatus.Pending, 0, null, null, null);

    public void GiveUp() => (Status, SealedKey) = (MessageStatus.Failed, null);
}
