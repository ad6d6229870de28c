namespace PadelSaaS.Notifications;

/// <summary>What a person with an account wants to hear. Without a row, the defaults.</summary>
internal sealed class NotificationPreference
{
    public Guid UserId { get; init; }

    public bool BookingConfirmation { get; set; } = true;

    public bool BookingReminder { get; set; } = true;

    public bool MarketingEmails { get; set; }

    public bool SmsNotifications { get; set; } = true;

    public bool WhatsappNotifications { get; set; }
}
