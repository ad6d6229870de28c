using PadelSaaS.Contracts.Players;

namespace PadelSaaS.Notifications.Announcing;

/// <summary>What a club tells many of its customers at once.</summary>
public sealed class Announcement
{
    internal const string Scheduled = "scheduled";
    internal const string Sending = "sending";
    internal const string IsSent = "sent";
    internal const string Cancelled = "cancelled";

    /// <summary>What its words may name.</summary>
    internal static readonly IReadOnlyList<string> Names = ["name", "club"];

    public Guid Id { get; init; }

    public string Subject { get; init; } = "";

    public string Body { get; init; } = "";

    public string Language { get; init; } = "";

    public bool OnlyLanguage { get; init; }

    public string[] Groups { get; init; } = [];

    public string[] Tags { get; init; } = [];

    public int? PlayedDays { get; init; }

    public string State { get; set; } = Scheduled;

    public DateTimeOffset SendAt { get; init; }

    public Guid? Reached { get; set; }

    /// <summary>To how many it was written so far.</summary>
    public int Written { get; set; }

    public Guid? MadeBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }

    internal bool MayBeCancelled => State is Scheduled or Sending;

    internal Segment Segment => new(Groups, Tags, OnlyLanguage ? Language : null);
}

/// <summary>What became of an announcement's mails.</summary>
/// <param name="Arrived">Those of the sent that the carrier says arrived.</param>
/// <param name="Lost">Failed or bounced.</param>
/// <param name="Stopped">Readers who ended announcements after they got it.</param>
public sealed record AnnouncementReport(int Waiting, int Sent, int Arrived, int Lost, int NotSent, int Stopped);
