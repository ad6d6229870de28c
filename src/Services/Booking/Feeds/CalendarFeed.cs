namespace PadelSaaS.Booking.Feeds;

/// <summary>A calendar that somebody's program asks for again and again, as its row says.</summary>
internal sealed class CalendarFeed
{
    /// <summary>What a player has booked, plays along in and learns.</summary>
    public const string Player = "player";

    /// <summary>The lessons a coach gives.</summary>
    public const string Coach = "coach";

    /// <summary>What stands on a court, for the desk.</summary>
    public const string Court = "court";

    public Guid Id { get; set; }

    public string Kind { get; set; } = Player;

    /// <summary>The account it belongs to.</summary>
    public Guid HolderId { get; set; }

    /// <summary>The court; for other kinds the holder.</summary>
    public Guid SubjectId { get; set; }

    /// <summary>How often its link was exchanged: the links from before open nothing.</summary>
    public int Turn { get; set; }

    public string Language { get; set; } = "en";

    public DateTimeOffset MadeAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Path of the calendar.</summary>
    public static string Link(Guid id, string key) => $"/calendars/{id}.ics?key={key}";
}
