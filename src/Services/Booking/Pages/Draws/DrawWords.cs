using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Ui.Parts;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.Pages.Draws;

/// <summary>Draws in sentences.</summary>
internal static class DrawWords
{
    public static string When(Draw draw, VenueCard venue, DateTimeOffset now, IStringLocalizer<BookingWords> t)
    {
        var at = TimeText.DayAndTime(draw.DrawAt, venue.Zone);
        return draw.CalledOffAt is not null ? t["There is no draw: the club has changed its rules."]
            : draw.DrawnAt is not null ? t["Drawn on {0}.", at]
            : draw.IsOpen(now) ? t["Enter until {0}; then it is drawn.", at]
            : t["It is being drawn now."];
    }

    /// <summary>A time that is longer than a booking.</summary>
    public static string Long(int minutes, IStringLocalizer<BookingWords> t) => minutes >= 120 && minutes % 60 == 0 ? t["{0} hours", minutes / 60] : TimeText.Duration(minutes);

    /// <summary>How it stands with the caller's entry: a key of the translations.</summary>
    public static (string Word, Tone Tone)? Mine(FoundDraw found, DateTimeOffset now) => found.Mine?.Status switch
    {
        DrawEntry.Entered => ("You have entered", Tone.Info),
        DrawEntry.Won => found.Offer(now) is not null ? ("A court is held for you", Tone.Good) : ("You let it go", Tone.Neutral),
        DrawEntry.Taken => ("You took a court", Tone.Good),
        DrawEntry.Passed => ("You let it go", Tone.Neutral),
        DrawEntry.Reserve => ("You are next in the order", Tone.Info),
        DrawEntry.Missed => ("No court this time", Tone.Neutral),
        _ => null,
    };
}
