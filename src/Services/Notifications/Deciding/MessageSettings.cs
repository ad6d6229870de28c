namespace PadelSaaS.Notifications;

/// <summary>How a club writes to people. Without a row: by mail, quiet from ten to eight.</summary>
internal sealed class MessageSettings
{
    public bool One { get; init; } = true;

    /// <summary>Such as <c>bookings:whatsapp</c>: what goes by telephone too unless a reader says otherwise.</summary>
    public string[] OnByDefault { get; set; } = [];

    public TimeOnly QuietFrom { get; set; } = new(22, 0);

    public TimeOnly QuietTo { get; set; } = new(8, 0);

    /// <summary>Where answers to the club's mails go.</summary>
    public string? ReplyTo { get; set; }

    public static string Pair(string topic, string channel) => $"{topic}:{channel}";

    /// <summary>What holds for a reader who said nothing.</summary>
    public bool Usually(string topic, string channel) => channel is ChannelKind.Email or ChannelKind.InApp or ChannelKind.Push || OnByDefault.Contains(Pair(topic, channel));

    /// <summary>When the quiet that reigns at a time ends; <see langword="null"/> when it does not reign. Two equal times mean never.</summary>
    public DateTimeOffset? QuietUntil(DateTimeOffset now, string zone)
    {
        var place = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var local = TimeZoneInfo.ConvertTime(now, place);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        // From ten to eight runs over midnight, and IsBetween knows it.
        if (QuietFrom == QuietTo || !time.IsBetween(QuietFrom, QuietTo)) return null;
        var day = DateOnly.FromDateTime(local.DateTime);
        var end = (time < QuietTo ? day : day.AddDays(1)).ToDateTime(QuietTo);
        // An hour that the clocks skip ends when they have.
        if (place.IsInvalidTime(end)) end = end.AddHours(1);
        return new DateTimeOffset(end, place.GetUtcOffset(end)).ToUniversalTime();
    }
}

/// <summary>What a reader said about a topic and a channel.</summary>
internal sealed class MessageWish
{
    /// <summary>The account, or the address in small letters.</summary>
    public string Reader { get; init; } = "";

    public string Topic { get; init; } = "";

    public string Channel { get; init; } = "";

    public bool Wanted { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>How a reader stands in the table.</summary>
    public static string Key(Guid? account, string address) => account?.ToString() ?? address.ToLowerInvariant();
}

/// <summary>Something a reader said about what they want to hear. Only ever added to.</summary>
internal sealed class MessageConsent
{
    public Guid Id { get; init; }

    public string Reader { get; init; } = "";

    public string Topic { get; init; } = "";

    public string Channel { get; init; } = "";

    public bool Given { get; init; }

    /// <summary><c>page</c>, or <c>one_click</c> from a mail program.</summary>
    public string Source { get; init; } = "";

    public DateTimeOffset At { get; init; }
}

/// <summary>An address that nothing is sent to any more.</summary>
internal sealed class SuppressedAddress
{
    public const string Bounced = "bounced";
    public const string Complained = "complained";

    /// <summary>In small letters.</summary>
    public string Address { get; init; } = "";

    public string Reason { get; init; } = "";

    public string? Detail { get; init; }

    public DateTimeOffset At { get; init; }
}
