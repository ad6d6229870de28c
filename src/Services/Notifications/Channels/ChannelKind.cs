namespace PadelSaaS.Notifications;

/// <summary>Ways to reach somebody, as in rows, facts and wishes.</summary>
internal static class ChannelKind
{
    public const string Email = "email";
    public const string Sms = "sms";
    public const string WhatsApp = "whatsapp";

    /// <summary>Those that reach a telephone and may wake somebody.</summary>
    public static readonly IReadOnlyList<string> Ringing = [WhatsApp, Sms];

    public static readonly IReadOnlyList<string> All = [Email, WhatsApp, Sms];
}
