namespace PadelSaaS.Notifications;

/// <summary>Ways to reach somebody, as in rows, facts and wishes.</summary>
internal static class ChannelKind
{
    public const string Email = "email";
    public const string Sms = "sms";
    public const string WhatsApp = "whatsapp";

    /// <summary>On the club's own site, for who has an account.</summary>
    public const string InApp = "in_app";

    /// <summary>A ring of the browser, for who has an account and let us.</summary>
    public const string Push = "push";

    /// <summary>Those that reach a telephone and may wake somebody.</summary>
    public static readonly IReadOnlyList<string> Ringing = [WhatsApp, Sms];

    /// <summary>Those that somebody carries.</summary>
    public static readonly IReadOnlyList<string> All = [Email, WhatsApp, Sms];

    /// <summary>All that a reader chooses among.</summary>
    public static readonly IReadOnlyList<string> Chosen = [.. All, Push, InApp];
}
