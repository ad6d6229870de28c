using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking;

/// <summary>Answers how whoever booked can be called.</summary>
internal sealed class BookingContacts(UnitOfWork work) : IBookingContacts
{
    private const string Sql = "select guest_phone_sealed, guest_phone from bookings where id = $1 and user_id is null and lower(guest_email) = lower($2)";

    private const string AllSql = "select coalesce(array_agg(id order by id), '{}') from bookings where user_id = any($1) or (user_id is null and lower(guest_email) = any($2))";

    public async Task<IReadOnlyList<Guid>> BookingsOfAsync(IReadOnlyCollection<Guid> accounts, IReadOnlyCollection<string> addresses, CancellationToken stop = default)
    {
        await using var command = work.Command(AllSql, accounts.ToArray(), addresses.ToArray());
        return (Guid[])(await command.ExecuteScalarAsync(stop))!;
    }

    public async Task<string?> PhoneOfGuestAsync(Guid bookingId, string email, CancellationToken stop = default)
    {
        await using var command = work.Command(Sql, bookingId, email);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            ? work.Sealed.Open(Numbers.OfBooking.Name, bookingId, reader.IsDBNull(0) ? null : reader.GetFieldValue<byte[]>(0), reader.IsDBNull(1) ? null : reader.GetString(1))
            : null;
    }
}
