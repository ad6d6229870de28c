using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Pages;

/// <summary>What tells one court from the next: "Indoor · Panoramic".</summary>
internal static class CourtDetail
{
    public static string Of(CourtCard court, IStringLocalizer<BookingWords> t)
    {
        var roof = court.Roof switch { "indoor" => t["Indoor"], "covered" => t["Covered"], _ => t["Outdoor"] };
        var more = court.Size == "single" ? t["Single"] : court.Panoramic ? t["Panoramic"] : null;
        return more is null ? roof : $"{roof} · {more.Value}";
    }
}
