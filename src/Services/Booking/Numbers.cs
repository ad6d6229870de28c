using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking;

/// <summary>Where telephone numbers lie, sealed.</summary>
internal static class Numbers
{
    public static readonly SealedColumn OfBooking = new("bookings", "guest_phone_sealed", "bookings.guest_phone", Plain: "guest_phone", Pieces: "guest_phone_pieces");

    public static readonly SealedColumn OfSeries = new("series", "guest_phone_sealed", "series.guest_phone", Plain: "guest_phone");

    public static readonly SealedColumn OfWaiting = new("waitlist_entries", "phone_sealed", "waitlist_entries.phone", Plain: "phone");

    public static readonly SealedColumn OfPlace = new("lesson_places", "phone_sealed", "lesson_places.phone", Plain: "phone");

    public static readonly IReadOnlyList<SealedColumn> All = [OfBooking, OfSeries, OfWaiting, OfPlace];
}
