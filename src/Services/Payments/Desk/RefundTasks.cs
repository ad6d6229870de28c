using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Desk;

/// <summary>Money that somebody has to give back by hand.</summary>
/// <param name="Booking">What it was paid for; <see langword="null"/> for what is no booking.</param>
/// <param name="Why">Why no program sends it: <c>manual</c>, or what the provider said.</param>
public sealed record RefundTask(Guid RefundId, DeskBooking? Booking, string Description, string Provider, string? ProviderReference, Money Amount, string Reason, string Why, DateTimeOffset Since)
{
    public const string Manual = "manual";
}

/// <summary>What waits for a hand: refunds of providers that cannot send money back, of cash and terminals, and those a provider refused.</summary>
internal sealed class RefundTasks(UnitOfWork work, Providers providers, IDeskBookings bookings)
{
    private const int MostShown = 200;

    /// <summary>Whether a person has to do it: it is due and no program will, or a program has given up.</summary>
    public static bool IsTask(Payment payment, Refund refund, Providers providers) =>
        refund.State == Refund.Failed || (refund.State == Refund.Due && IsByHand(payment.Provider, providers));

    /// <summary>Whether money paid this way goes back only by somebody's hand.</summary>
    public static bool IsByHand(string provider, Providers providers) => DeskMethod.Is(provider) || providers.Find(provider) is { Capabilities.Refund: RefundWay.ManualRequired };

    /// <summary>The oldest first.</summary>
    public async Task<IReadOnlyList<RefundTask>> ListAsync(CancellationToken stop) => await ReadAsync(refund => refund.State != Refund.Settled, stop);

    /// <summary>Those of one booking.</summary>
    public async Task<IReadOnlyList<RefundTask>> OfAsync(Guid bookingId, CancellationToken stop) =>
        [.. (await ReadAsync(refund => refund.State != Refund.Settled, stop, bookingId)).Where(task => task.Booking?.BookingId == bookingId)];

    private async Task<IReadOnlyList<RefundTask>> ReadAsync(System.Linq.Expressions.Expression<Func<Refund, bool>> which, CancellationToken stop, Guid? bookingId = null)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var rows = await model.Refunds.AsNoTracking().Where(which).Join(model.Payments.AsNoTracking(), refund => refund.PaymentId, payment => payment.Id, (refund, payment) => new { refund, payment })
            .Where(row => bookingId == null || row.payment.BookingId == bookingId).OrderBy(row => row.refund.CreatedAt).ThenBy(row => row.refund.Id).ToListAsync(stop);
        var tasks = rows.Where(row => IsTask(row.payment, row.refund, providers)).Take(MostShown).ToList();
        var known = (await bookings.FindAsync([.. tasks.Select(row => row.payment.BookingId).OfType<Guid>().Distinct()], stop)).ToDictionary(booking => booking.BookingId);
        await work.RollbackAsync();
        return [.. tasks.Select(row => new RefundTask(
            row.refund.Id, row.payment.BookingId is { } id ? known.GetValueOrDefault(id) : null, row.payment.Description, row.payment.Provider, row.payment.ProviderReference,
            row.payment.Amount with { AmountMinor = row.refund.AmountMinor }, row.refund.Reason, row.refund.State == Refund.Failed ? row.refund.FailureReason ?? "refused" : RefundTask.Manual, row.refund.CreatedAt))];
    }
}
