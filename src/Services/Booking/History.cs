using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking;

/// <summary>Writes down what happened to a booking, who did it and when.</summary>
internal static class History
{
    public static Task AddAsync(UnitOfWork work, Guid bookingId, DateTimeOffset now, string act, Caller caller, string guestName, CancellationToken stop) =>
        AddAsync(work, bookingId, now, act, caller, guestName, new { }, stop);

    /// <param name="detail">What else is worth knowing, such as a reason.</param>
    public static async Task AddAsync(UnitOfWork work, Guid bookingId, DateTimeOffset now, string act, Caller caller, string guestName, object detail, CancellationToken stop)
    {
        await using var note = work.Command(
            "insert into booking_history (id, booking_id, at, act, actor_id, actor, detail) values ($1, $2, $3, $4, $5, $6, $7::jsonb)",
            Guid.CreateVersion7(now), bookingId, now, act, caller.AccountId, caller.IsKnown ? caller.Name : guestName, BookingView.Write(detail));
        note.Parameters[4].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid;
        await note.ExecuteNonQueryAsync(stop);
    }
}
