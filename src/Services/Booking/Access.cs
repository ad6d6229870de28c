using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking;

/// <summary>
/// Who may see and change a booking: its player, staff who manage bookings, and a guest by the key in the link that was sent. For
/// everybody else it does not exist.
/// </summary>
internal sealed class Access(Visit visit, LinkKeys keys)
{
    /// <summary>Header in which a guest's program sends the key.</summary>
    public const string Header = "X-Booking-Key";

    /// <summary>Ability to see and change anybody's booking.</summary>
    public const string Manage = "bookings.manage";

    /// <summary>Ability to work at the desk.</summary>
    public const string Desk = "desk.board";

    public async ValueTask<bool> MayAsync(Booking booking, string? key, CancellationToken stop) =>
        (visit.Caller.AccountId is { } account && booking.UserId == account)
        || visit.Caller.May(Manage)
        // Only guests are sent a key; it goes on working when the booking has joined an account since, and no more when it was handed over.
        || await keys.OpensAsync(booking.Id, booking.KeyTurn, key, stop);

    /// <summary>Path of the booking's page.</summary>
    public static string Link(Guid id, string? key) => key is null ? $"/bookings/{id}" : $"/bookings/{id}?key={key}";
}
