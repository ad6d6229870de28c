using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Players;

/// <summary>The day as the club's office counts it: by it a membership ends.</summary>
internal static class ClubDay
{
    public static DateOnly Today(this CurrentTenant tenant, DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone(tenant)).DateTime);

    /// <summary>When the day is over. Where a clock change skips midnight, the first moment after it.</summary>
    public static DateTimeOffset Ends(this CurrentTenant tenant, DateTimeOffset now)
    {
        var midnight = tenant.Today(now).AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (Zone(tenant).IsInvalidTime(midnight)) midnight = midnight.AddMinutes(30);
        return new DateTimeOffset(midnight, Zone(tenant).GetUtcOffset(midnight));
    }

    private static TimeZoneInfo Zone(CurrentTenant tenant) => TimeZoneInfo.FindSystemTimeZoneById(tenant.Info.Zone);
}
