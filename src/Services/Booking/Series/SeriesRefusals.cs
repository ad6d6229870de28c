using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Series;

/// <summary>Every no about series.</summary>
internal static class SeriesRefusals
{
    public static readonly Refusal NoSeries = Refusal.NotFound("This series");

    public static readonly Refusal NoDates = Refusal.Malformed("lastDate", "There is no such date between the first and the last one.");

    public static readonly Refusal OnlyTheClub = Refusal.Conflict("series_not_offered", "At this venue the club books series. Please ask at the desk.");

    public static readonly Refusal NotPaidAtClub = Refusal.Conflict("series_not_paid_at_club", "A series is paid at the club, date by date, and that is not offered to you here.");

    public static readonly Refusal NothingLeft = Refusal.Conflict("series_empty", "No date is left.");

    public static readonly Refusal Changed = Refusal.Conflict("series_changed", "This series has changed meanwhile. Please look at it again.");

    public static readonly Refusal OverAYear = Refusal.Malformed("lastDate", "A series lasts a year at the most.");

    /// <summary>More weeks than a year from the first date has room for.</summary>
    public static Refusal NoMoreWeeks(DateOnly last) => Refusal.Conflict("series_over_a_year", "A series lasts a year at the most. For the time after that, please book a new one.") with
    {
        Field = "weeks",
        More = new Dictionary<string, object?> { ["lastPossibleDate"] = last },
    };

    public static Refusal Conflicts(IReadOnlyList<SeriesDate> dates, VenueCard venue) =>
        Refusal.Conflict("series_conflicts", "Some dates cannot be had: decide for each what to do.") with
        {
            More = new Dictionary<string, object?> { ["dates"] = dates.Select(date => SeriesDateView.Of(date, venue)).ToList() },
        };
}
