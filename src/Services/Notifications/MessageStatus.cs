namespace PadelSaaS.Notifications;

/// <summary>Where a message is.</summary>
internal static class MessageStatus
{
    /// <summary>Written, not sent; <c>error_message</c> says what it waits for, if anything.</summary>
    public const string Pending = "pending";

    /// <summary>The channel took it.</summary>
    public const string Sent = "sent";

    /// <summary>The provider says that it arrived.</summary>
    public const string Delivered = "delivered";

    /// <summary>Given up after the last attempt, or by the provider.</summary>
    public const string Failed = "failed";

    /// <summary>There is no such mailbox.</summary>
    public const string Bounced = "bounced";

    /// <summary>Did not fit any more when its time came.</summary>
    public const string Skipped = "skipped";

    /// <summary>Whether news may follow a status: providers tell things in any order, and nothing goes back.</summary>
    public static bool MayFollow(string now, string news) => (now, news) switch
    {
        (Pending, Sent or Delivered or Failed or Bounced) => true,
        (Sent, Delivered or Failed or Bounced) => true,
        // A mail server may take a mail and find out afterwards.
        (Delivered, Bounced) => true,
        _ => false,
    };
}
