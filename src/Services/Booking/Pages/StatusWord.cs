using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Booking.Pages;

/// <summary>A booking's status as people say it, and the colour that says the same.</summary>
internal static class StatusWord
{
    public static string Of(string status) => status switch
    {
        BookingStatus.Pending => "Waiting for payment",
        BookingStatus.Confirmed => "Confirmed",
        BookingStatus.InProgress => "Playing",
        BookingStatus.Completed => "Played",
        BookingStatus.Cancelled => "Cancelled",
        BookingStatus.NoShow => "Did not come",
        _ => "Expired",
    };

    public static Tone Tone(string status) => status switch
    {
        BookingStatus.Pending => Ui.Parts.Tone.Warn,
        BookingStatus.Confirmed or BookingStatus.InProgress => Ui.Parts.Tone.Good,
        BookingStatus.Cancelled or BookingStatus.NoShow => Ui.Parts.Tone.Bad,
        _ => Ui.Parts.Tone.Neutral,
    };
}
