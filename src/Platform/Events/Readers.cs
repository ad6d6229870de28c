namespace PadelSaaS.Platform.Events;

/// <summary>Who reads the outbox as this house is configured. Places of others are left over from before and hold nothing back.</summary>
public sealed class Readers(Delivery delivery, IFactBroker? broker = null)
{
    /// <summary>Their names.</summary>
    public string[] Names { get; } = broker is null ? [.. delivery.Services, Herald.Place] : [Relay.Place, Herald.Place];

    /// <summary>All that can be behind or stuck: readers of the outbox, and services that hear by the broker.</summary>
    public string[] All { get; } = [.. delivery.Services, .. broker is null ? Array.Empty<string>() : [Relay.Place], Herald.Place];
}
