using System.Globalization;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Web.Club;

/// <summary>When a venue is open today, as a sign at its door would say it.</summary>
/// <param name="Periods">Today's openings, such as <c>08:00–23:00</c>; empty on a closed day.</param>
/// <param name="ClosesAt">Local time at which it closes, where it is open now.</param>
public sealed record OpeningTimes(IReadOnlyList<string> Periods, string? ClosesAt)
{
    public static OpeningTimes Of(VenueCard venue, DateTimeOffset now)
    {
        var local = TimeText.Local(now, venue.Zone);
        var today = DateOnly.FromDateTime(local);
        // An evening that runs past midnight is still open in the small hours of the next date.
        var present = On(venue, today.AddDays(-1)).Concat(On(venue, today)).FirstOrDefault(period => period.Start <= local && local < period.End);
        return new OpeningTimes(
            [.. On(venue, today).Select(period => $"{Clock(period.Start)}–{Closing(period)}")],
            present.End > present.Start ? Closing(present) : null);
    }

    private static IEnumerable<(DateTime Start, DateTime End)> On(VenueCard venue, DateOnly date) =>
        venue.HoursOn(date).OrderBy(hours => hours.Opens).Select(hours => (date.ToDateTime(hours.Opens), date.ToDateTime(hours.Opens).AddMinutes(hours.LengthMinutes)));

    private static string Closing((DateTime Start, DateTime End) period) => period.End == period.Start.Date.AddDays(1) ? "24:00" : Clock(period.End);

    private static string Clock(DateTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
