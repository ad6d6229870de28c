namespace PadelSaaS.Notifications;

/// <summary>A message, from the moment it was written.</summary>
internal sealed class NotificationLog
{
    public Guid Id { get; init; }

    public Guid? UserId { get; init; }

    /// <summary>The channel: <c>email</c>.</summary>
    public string Type { get; init; } = "email";

    /// <summary>What it says: one of <see cref="MailKind"/>.</summary>
    public string Template { get; init; } = "";

    public string Recipient { get; init; } = "";

    public string? RecipientName { get; init; }

    public string Subject { get; init; } = "";

    /// <summary>The text part.</summary>
    public string Content { get; init; } = "";

    public string? Html { get; init; }

    public string Language { get; init; } = "en";

    public Guid? BookingId { get; init; }

    public string? AttachmentName { get; init; }

    /// <summary>After this nobody gets it.</summary>
    public DateTimeOffset? SendBefore { get; init; }

    public string? Attachment { get; init; }

    /// <summary>Secret of the link in it, sealed; forgotten once the message has left or will not.</summary>
    public string? SealedKey { get; private set; }

    public string Status { get; private set; } = MessageStatus.Pending;

    public int Attempts { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public string? ErrorMessage { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    public string DedupeKey { get; init; } = "";

    /// <summary>The key of a kind of message for an occasion.</summary>
    public static string Once(string kind, string occasion) => $"{kind}:{occasion}";

    public bool IsPending => Status == MessageStatus.Pending;

    public void Sent(DateTimeOffset now) => (Status, SentAt, ErrorMessage, Attempts, SealedKey) = (MessageStatus.Sent, now, null, Attempts + 1, null);

    public void Skip(string why) => (Status, ErrorMessage, SealedKey) = (MessageStatus.Skipped, why, null);

    /// <summary>Waits for something that is no fault of the message.</summary>
    public void Wait(string forWhat) => ErrorMessage = forWhat;

    public void Stumble(string error) => (Attempts, ErrorMessage) = (Attempts + 1, error);

    public void GiveUp() => (Status, SealedKey) = (MessageStatus.Failed, null);
}
