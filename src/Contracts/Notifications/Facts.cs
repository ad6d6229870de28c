namespace PadelSaaS.Contracts.Notifications;

/// <summary>A message reached the provider or the inbox it was meant for.</summary>
/// <param name="Kind">What it said, such as <c>booking_confirmed</c>.</param>
/// <param name="Channel"><c>email</c>, later <c>sms</c>, <c>whatsapp</c>, <c>push</c>.</param>
public sealed record NotificationDelivered(Guid MessageId, string Kind, string Channel) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => MessageId;
}

/// <summary>A message could not be delivered and will not be tried again.</summary>
public sealed record NotificationFailed(Guid MessageId, string Kind, string Channel, string Reason) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => MessageId;
}

/// <summary>The club's programs want to hear of other things than before, or at other addresses.</summary>
public sealed record WebhooksChanged(Guid TenantId) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => TenantId;
}

/// <summary>The holder of an account has other messages to read than before.</summary>
public sealed record UnreadChanged(Guid AccountId) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => AccountId;
}
