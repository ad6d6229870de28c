using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Days of the club's books.</summary>
internal static class ClubDays
{
    /// <summary>The day it is in the club's zone.</summary>
    public static DateOnly ClubDay(this CurrentTenant tenant, DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone(tenant)).DateTime);

    /// <summary>The moment of a day at an hour in the club's zone; an hour that does not exist that day is the next that does.</summary>
    public static DateTimeOffset At(this CurrentTenant tenant, DateOnly day, int hour = 0)
    {
        var local = day.ToDateTime(new TimeOnly(hour, 0));
        while (Zone(tenant).IsInvalidTime(local)) local = local.AddMinutes(30);
        return new DateTimeOffset(local, Zone(tenant).GetUtcOffset(local)).ToUniversalTime();
    }

    private static TimeZoneInfo Zone(CurrentTenant tenant) => TimeZoneInfo.FindSystemTimeZoneById(tenant.Info.Zone);
}
