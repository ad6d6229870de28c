using NodaTime;

namespace PadelSaaS.Booking.Calendar;

/// <summary>Time zones by their IANA names, from the data that ships with the program: every machine agrees on when clocks change.</summary>
internal static class Zones
{
    public static DateTimeZone Of(string name) => DateTimeZoneProviders.Tzdb[name];
}
