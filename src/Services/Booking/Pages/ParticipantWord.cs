using PadelSaaS.Booking.People;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Booking.Pages;

/// <summary>Where a participant stands, as people read it.</summary>
internal static class ParticipantWord
{
    public static string Of(string status) => status switch
    {
        ParticipantStatus.Accepted => "Plays",
        ParticipantStatus.Declined => "Declined",
        ParticipantStatus.Left => "Left",
        _ => "Asked",
    };

    public static Tone Tone(string status) => status switch
    {
        ParticipantStatus.Accepted => Ui.Parts.Tone.Good,
        ParticipantStatus.Invited => Ui.Parts.Tone.Info,
        _ => Ui.Parts.Tone.Neutral,
    };
}
