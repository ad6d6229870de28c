namespace PadelSaaS.Notifications.Webhooks;

/// <summary>Where a program of the club's wants to hear what happens.</summary>
public sealed class WebhookEndpoint
{
    public Guid Id { get; init; }

    /// <summary>Absolute address, https.</summary>
    public required string Url { get; set; }

    /// <summary>What the club calls it.</summary>
    public string Description { get; set; } = "";

    /// <summary>What is told there; empty for everything.</summary>
    public string[] Kinds { get; set; } = [];

    /// <summary>What signs, sealed.</summary>
    public required byte[] Secret { get; set; }

    /// <summary>The secret from before, sealed.</summary>
    public byte[]? FormerSecret { get; set; }

    /// <summary>Until when the former one signs too.</summary>
    public DateTimeOffset? FormerUntil { get; set; }

    /// <summary>Whether it is told anything.</summary>
    public bool Active { get; set; }

    /// <summary>Why it was stopped, when nobody did: <c>gone</c> or <c>failing</c>.</summary>
    public string? StoppedWhy { get; set; }

    /// <summary>Since when nothing has arrived.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>The account that made it.</summary>
    public Guid? MadeBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Whether this kind is told there.</summary>
    public bool Hears(string kind) => Kinds.Length == 0 || Kinds.Contains(kind);
}

/// <summary>A message to one endpoint.</summary>
public sealed class WebhookDelivery
{
    /// <summary>The id the reader sees, the same for every attempt.</summary>
    public Guid Id { get; init; }

    public Guid EndpointId { get; init; }

    /// <summary>What happened, such as <c>booking.confirmed</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What is sent, byte for byte what is signed.</summary>
    public string Body { get; init; } = "";

    /// <summary><c>pending</c>, <c>delivered</c> or <c>failed</c>.</summary>
    public string State { get; set; } = Pending;

    public int Attempts { get; set; }

    public DateTimeOffset? BusyUntil { get; set; }

    /// <summary>When it is tried next.</summary>
    public DateTimeOffset? NextAt { get; set; }

    /// <summary>HTTP status of the last answer; none when there was no answer.</summary>
    public int? Status { get; set; }

    /// <summary>The beginning of the last answer, or why there was none.</summary>
    public string? Answer { get; set; }

    /// <summary>Milliseconds the last attempt took.</summary>
    public int? TookMs { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }

    internal const string Pending = "pending";
    internal const string Delivered = "delivered";
    internal const string Failed = "failed";
}
