namespace PadelSaaS.Notifications.Push;

/// <summary>A browser that somebody lets the club ring.</summary>
internal sealed class PushDevice
{
    public Guid Id { get; init; }

    public Guid AccountId { get; set; }

    /// <summary>Address at the browser's push service. Whoever has it and our key can ring.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>The browser's <c>p256dh</c>, base64url.</summary>
    public string PublicKey { get; set; } = "";

    /// <summary>The browser's <c>auth</c>, sealed.</summary>
    public byte[] Auth { get; set; } = [];

    public string Name { get; set; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last took a message.</summary>
    public DateTimeOffset? RangAt { get; set; }
}
