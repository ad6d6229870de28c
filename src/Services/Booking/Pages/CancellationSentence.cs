using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.Pages;

/// <summary>Until when cancelling is free, as a date and never as a number of hours to count back. A date that has passed is no offer.</summary>
internal static class CancellationSentence
{
    public static string Of(Agreement agreed, string zone, DateTimeOffset now, IStringLocalizer<BookingWords> t) =>
        Cancellation.FreeUntil(agreed) is { } until && until > now
            ? t["Free cancellation until {0}.", TimeText.DayAndTime(until, zone)]
            : t["This booking cannot be cancelled free of charge."];
}
