namespace PadelSaaS.Notifications;

/// <summary>Headers that every way of sending mail writes alike.</summary>
internal static class MailHeaders
{
    /// <summary>RFC 2369 and 8058: the reader's mail program offers to end messages like this, and does it by one POST.</summary>
    public static IEnumerable<(string Name, string Value)> Unsubscribe(OutgoingMessage message) => message.Unsubscribe is { } address
        ? [("List-Unsubscribe", $"<{address}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]
        : [];
}
