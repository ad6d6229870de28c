namespace PadelSaaS.Notifications;

/// <summary>A way for mails to leave. Called outside any transaction; the same mail may be handed over twice when a process dies in between.</summary>
internal interface IMailChannel
{
    /// <summary>Why nothing can be sent at the moment; <see langword="null"/> when it can. Messages wait meanwhile and lose no attempt.</summary>
    string? NotReady { get; }

    /// <summary>Hands a mail over. An exception is a failed attempt.</summary>
    Task SendAsync(OutgoingMail mail, CancellationToken stop);
}

/// <summary>A mail ready to leave.</summary>
/// <param name="Id">The message's id: a receiver that sees it twice can tell.</param>
/// <param name="Club">Name the mail is sent under.</param>
internal sealed record OutgoingMail(
    Guid Id, string Kind, Guid TenantId, string Club, string ClubHost, string To, string? ToName, string Subject, string Text, string Html, string Language, MailAttachment? Attachment);
