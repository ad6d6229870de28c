using System.Globalization;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Web.Club;

/// <summary>Addresses of Booking's pages. They are public addresses, so they may be known here; only here.</summary>
internal static class BookLink
{
    public static string To(VenueCard venue) => $"/book?venue={Uri.EscapeDataString(venue.Key)}";

    public static string To(VenueCard venue, DateOnly day) => $"{To(venue)}&date={day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    /// <summary>Straight to the form that asks who plays.</summary>
    public static string To(FreeTime time) => $"/book/details?court={time.CourtId}&start={TimeText.Machine(time.Start)}&duration={time.DurationMinutes}";
}
