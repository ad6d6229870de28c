using PadelSaaS.Contracts.Booking;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Discovery.Search;

/// <summary>Where a hit leads.</summary>
internal static class CheckoutLink
{
    /// <summary>The club's own form that asks who plays, with the court and the time chosen.</summary>
    public static string To(Hit hit, FreeTime time) => $"{hit.Site}/book/details?court={time.CourtId}&start={TimeText.Machine(time.Start)}&duration={time.DurationMinutes}";

    /// <summary>The club's calendar of the venue, on the day that was asked for.</summary>
    public static string To(Hit hit, DateOnly? day) => $"{hit.Site}/book?venue={Uri.EscapeDataString(hit.Venue.Key)}" + (day is { } date ? $"&date={date:yyyy-MM-dd}" : "");
}
