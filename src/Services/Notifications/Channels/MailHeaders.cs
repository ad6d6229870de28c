namespace PadelSaaS.Notifications;

/// <summary>Headers that every way of sending mail writes alike.</summary>
internal static class MailHeaders
{
    /// <summary>RFC 2369 and 8058: the reader's mail program offers to end messages like this, and does it by one POST.</summary>
    public static IEnumerable<(string Name, string Value)> Unsubscribe(OutgoingMessage message) => message.Unsubscribe is { } address
        ? [("List-Unsubscribe", $"<{address}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]
        : [];

    /// <summary>What a calendar file does, as its content type says it beside.</summary>
    public static string MethodOf(MailAttachment file) => file.Content.Contains("METHOD:CANCEL", StringComparison.Ordinal) ? "CANCEL" : "PUBLISH";
}
