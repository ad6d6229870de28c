namespace PadelSaaS.Privacy;

/// <summary>That the holder of an account asked for all that is kept about them, as its row says.</summary>
public sealed class DataExport
{
    /// <summary>To be made in a moment, or being made.</summary>
    public const string Asked = "asked";

    /// <summary>Lies ready until <see cref="Until"/>.</summary>
    public const string Ready = "ready";

    /// <summary>Its time is over, or a newer one was asked for: the file is gone.</summary>
    public const string Expired = "expired";

    /// <summary>Could not be made, however often it was tried.</summary>
    public const string Failed = "failed";

    /// <summary>How long an archive lies ready.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    /// <summary>How long after one was asked for the next may be.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromHours(24);

    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    public string Language { get; init; } = "en";

    /// <summary>Who of the club had it made for its holder; <see langword="null"/> where the holder asked.</summary>
    public Guid? AskedBy { get; init; }

    public string State { get; set; } = Asked;

    /// <summary>How often making it failed.</summary>
    public int Attempts { get; set; }

    public DateTimeOffset? MadeAt { get; set; }

    public DateTimeOffset? Until { get; set; }

    /// <summary>Whether it can be downloaded.</summary>
    public bool IsOpen(DateTimeOffset now) => State == Ready && Until > now;

    /// <summary>From when another may be asked for; <see langword="null"/> where nothing keeps its holder from it.</summary>
    public DateTimeOffset? NextAt(DateTimeOffset now) => IsOpen(now) && AskedAt + Between > now ? AskedAt + Between : null;
}
