using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Staff;

/// <summary>Roles end with a day of the club's calendar, in the zone of its books.</summary>
internal static class StaffDays
{
    private const int MostYears = 2;

    public static DateOnly Today(TenantInfo tenant, DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone(tenant)).DateTime);

    public static bool IsSensible(DateOnly last, TenantInfo tenant, DateTimeOffset now) => last >= Today(tenant, now) && last <= Today(tenant, now).AddYears(MostYears);

    /// <summary>The end of a last day: the midnight after it, by the club's clock.</summary>
    public static DateTimeOffset EndOf(DateOnly last, TenantInfo tenant)
    {
        var (zone, midnight) = (Zone(tenant), last.AddDays(1).ToDateTime(TimeOnly.MinValue));
        // Where clocks are changed at midnight, the hour that does not exist is skipped.
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(30);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>The last day of a role that ends at this moment.</summary>
    public static DateOnly LastDay(DateTimeOffset end, TenantInfo tenant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(end.AddTicks(-1), Zone(tenant)).DateTime);

    private static TimeZoneInfo Zone(TenantInfo tenant) => TimeZoneInfo.FindSystemTimeZoneById(tenant.Zone);
}
