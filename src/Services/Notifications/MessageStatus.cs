namespace PadelSaaS.Notifications;

/// <summary>Where a message is.</summary>
internal static class MessageStatus
{
    /// <summary>Written, not sent; <c>error_message</c> says what it waits for, if anything.</summary>
    public const string Pending = "pending";

    /// <summary>The channel took it.</summary>
    public const string Sent = "sent";

    /// <summary>Given up after the last attempt.</summary>
    public const string Failed = "failed";

    /// <summary>Did not fit any more when its time came.</summary>
    public const string Skipped = "skipped";
}
