namespace PadelSaaS.Booking;

/// <summary>Where a booking is: pending → confirmed | cancelled | expired, confirmed → in_progress | cancelled | no_show, in_progress → completed.</summary>
internal static class BookingStatus
{
    public const string Pending = "pending";
    public const string Confirmed = "confirmed";
    public const string InProgress = "in_progress";
    public const string Completed = "completed";
    public const string Cancelled = "cancelled";
    public const string Expired = "expired";
    public const string NoShow = "no_show";
}
