namespace PadelSaaS.Contracts.Booking;

/// <summary>Questions about what is booked at the current tenant.</summary>
public interface IBookings
{
    /// <summary>How many bookings of a court have not ended yet, holds that still wait for their payment among them; 0 for a court nobody has.</summary>
    Task<int> CountAheadAsync(Guid courtId, CancellationToken stop = default);
}
