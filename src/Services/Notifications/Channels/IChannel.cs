namespace PadelSaaS.Notifications;

/// <summary>A way for messages to leave. Called outside any transaction; the same message may be handed over twice when a process dies in between.</summary>
internal interface IChannel
{
    /// <summary>One of <see cref="ChannelKind"/>.</summary>
    string Kind { get; }

    /// <summary>Who carries, such as <c>twilio</c>.</summary>
    string Provider { get; }

    /// <summary>Why nothing can be sent at the moment; <see langword="null"/> when it can. Messages wait meanwhile and lose no attempt.</summary>
    string? NotReady { get; }

    /// <summary>Hands a message over. An exception is a failed attempt.</summary>
    Task<Handover> SendAsync(OutgoingMessage message, CancellationToken stop);
}

/// <summary>A message ready to leave.</summary>
/// <param name="Id">The message's id: a receiver that sees it twice can tell.</param>
/// <param name="Kind">What it says, one of <see cref="MailKind"/>.</param>
/// <param name="Club">Name it is sent under.</param>
/// <param name="Origin">Scheme, host and port of the club's site.</param>
/// <param name="To">An address, or a number with its country's code.</param>
internal sealed record OutgoingMessage(
    Guid Id, string Kind, Guid TenantId, string Club, string ClubHost, string Origin, string To, string? ToName, string Subject, string Text, string Html, string Language, MailAttachment? Attachment)
{
    /// <summary>What fills the places of a WhatsApp template.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>The club's own WhatsApp template.</summary>
    public string? CarrierTemplate { get; init; }

    /// <summary>The club's own address mails are sent from, where it has one; else the platform's.</summary>
    public string? From { get; init; }

    /// <summary>Where answers to a mail go.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Address that ends messages like this at once, without signing in.</summary>
    public string? Unsubscribe { get; init; }

    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>Attempts before this one: the provider may have it already.</summary>
    public int Attempts { get; init; }

    /// <summary>The name mails are sent under, in a form that no header breaks on.</summary>
    public string SenderName => Club.ReplaceLineEndings(" ");
}

/// <summary>What came of handing a message over.</summary>
internal enum HandoverState
{
    /// <summary>The provider has it.</summary>
    Sent,

    /// <summary>Not now; it may be tried again.</summary>
    Later,

    /// <summary>Never: the provider will not take this one.</summary>
    Refused,

    /// <summary>Nobody knows whether it left, and the provider cannot be asked: it is not sent twice.</summary>
    Unknown,
}

/// <summary>What came of handing a message over.</summary>
/// <param name="ProviderId">What the provider calls it.</param>
/// <param name="Why">Why it did not leave.</param>
/// <param name="After">How long the provider asks us to wait.</param>
internal sealed record Handover(HandoverState State, string? ProviderId = null, string? Why = null, TimeSpan? After = null)
{
    /// <summary>Whether there is nobody at this address, so that nothing more is sent there.</summary>
    public bool AddressIsBad { get; init; }

    public static Handover Sent(string? providerId = null) => new(HandoverState.Sent, providerId);

    public static Handover Later(string why, TimeSpan? after = null) => new(HandoverState.Later, null, why, after);

    public static Handover Refused(string why) => new(HandoverState.Refused, null, why);

    public static Handover Unknown(string why) => new(HandoverState.Unknown, null, why);
}
