using System.Globalization;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Venues;

/// <summary>Codes of a venue as people read them: English sentences that are keys of <see cref="VenuesWords"/>, icons and times.</summary>
internal static class VenueText
{
    public static string Roof(string code) => code switch { "indoor" => "Indoor", "covered" => "Covered", _ => "Outdoor" };

    public static string Surface(string code) => code switch { "concrete" => "Concrete", "carpet" => "Carpet", _ => "Artificial turf" };

    public static string Size(string code) => code == "single" ? "Single court" : "Double court";

    public static string Amenity(string code) => code switch
    {
        "parking" => "Parking",
        "showers" => "Showers",
        "cafe" => "Café",
        "shop" => "Shop",
        "lockers" => "Lockers",
        "wheelchair" => "Wheelchair access",
        "wifi" => "Wi-Fi",
        "lessons" => "Lessons",
        "prayer_room" => "Prayer room",
        _ => code,
    };

    public static string AmenityIcon(string code) => code switch
    {
        "parking" => "square-parking",
        "showers" => "shower-head",
        "cafe" => "coffee",
        "shop" => "shopping-bag",
        "lockers" => "lock",
        "wheelchair" => "accessibility",
        "wifi" => "wifi",
        "lessons" => "graduation-cap",
        "prayer_room" => "moon-star",
        _ => "check",
    };

    /// <summary>Name of an ISO weekday in the page's language.</summary>
    public static string Weekday(int weekday) => CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName((DayOfWeek)(weekday % 7));

    /// <summary>ISO weekday of the venue's present date.</summary>
    public static int Today(DateOnly date) => date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;

    /// <summary><c>16:00–02:00</c>; an end at midnight is 24:00.</summary>
    public static string Opening(OpeningHours hours) => $"{hours.Opens.ToString("HH:mm", CultureInfo.InvariantCulture)}–{Closing(hours)}";

    /// <summary>The closing time; an end at midnight is 24:00, because it is still the same evening's.</summary>
    public static string Closing(OpeningHours hours) =>
        TenantFile.ClockTime.Closing((hours.Opens.Hour * 60) + hours.Opens.Minute, hours.LengthMinutes);

    /// <summary>Share of the price in whole per cent where it is whole: <c>50</c>, <c>12.5</c>.</summary>
    public static string Percent(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.CurrentCulture);
}
