using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Desk;

/// <summary>The slip for somebody who paid: what, when, how, by whom it was taken.</summary>
internal static class ShowReceipt
{
    public static string PathOf(Guid paymentId) => $"/desk/receipts/{paymentId}";

    public static void Map(Doors doors) => doors.Club.MapGet("/desk/receipts/{id:guid}", HandleAsync).Needs(Ability.TakePayments);

    private static async Task<IResult> HandleAsync(Guid id, UnitOfWork work, IDeskBookings bookings, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var payment = await model.Payments.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        var taken = await model.TillMovements.AsNoTracking().FirstOrDefaultAsync(one => one.PaymentId == id && one.Kind == TillMovement.Taken, stop);
        await work.RollbackAsync();
        if (payment is not { BookingId: { } bookingId, SettledAt: { } at } || await bookings.FindAsync(bookingId, stop) is not { } booking) return TypedResults.NotFound();
        return new RazorComponentResult<ReceiptPage>(new { Booking = booking, Paid = payment.Amount, payment.RefundedMinor, payment.Provider, At = at, Taken = taken });
    }
}
