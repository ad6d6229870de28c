using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases;

/// <summary>Staff ask how a booking's price came about, and see it made again from the lists the club kept.</summary>
internal static class SeePrice
{
    /// <summary>The price that was agreed and the same price made again.</summary>
    /// <param name="AsOf">The instant whose knowledge it was made by; absent for the lists it was agreed by.</param>
    /// <param name="Equal">Whether both are the same to the minor unit.</param>
    /// <param name="Recomputed">Absent where the lists then had no price for some minute.</param>
    /// <param name="List">Number of the price list it was made by.</param>
    internal sealed record Answer(Money Agreed, DateTimeOffset? AsOf, bool Equal, Money? Recomputed, int? List, IReadOnlyList<PriceLine> Lines, IReadOnlyList<TaxShare> Taxes);

    private static readonly Refusal NothingKept = Refusal.Conflict("price_not_kept", "This booking is from before prices were kept with their lists.");

    public static void Map(Doors doors) => doors.Api.MapGet("/bookings/{id:guid}/price", HandleAsync).Needs(Access.Manage)
        .WithSummary("How a booking's price came about, made again from the price lists kept, and whether it equals what was agreed");

    private static async Task<Results<Ok<Answer>, Refusal>> HandleAsync(Guid id, DateTimeOffset? asOf, Finding finding, IKeptPrices kept, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, null, stop) is not var (booking, venue)) return Refusals.NoBooking;
        var basis = BookingView.Basis(booking.PriceBasis);
        if (basis.List == 0) return NothingKept;

        var again = Again.Of(venue, booking.CourtId, booking.StartsAt, booking.DurationMinutes, basis, await kept.OfAsync(venue.Id, stop), asOf?.ToUniversalTime());
        IReadOnlyList<PriceLine> lines = again?.Lines ?? [];
        return TypedResults.Ok(new Answer(booking.Price, asOf, again?.Total == booking.Price, again?.Total, again?.Basis.List, lines, TaxShare.Of(lines)));
    }
}
