using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// The wallet as a way to pay: offered where the club lists it, to players who are signed in. It settles in the transaction in which it
/// spends (<see cref="PayByWallet"/>), so nothing is ever open at it; it gives back with the refund's id as its key, as every provider does.
/// Of a share credit is set aside in the transaction in which it is paid; from then on it is a hold as any other.
/// </summary>
internal sealed class WalletProvider(UnitOfWork work, ReturningCredit returning) : IPaymentProvider
{
    public string Name => Payment.Wallet;

    public bool IsAvailable => true;

    public ProviderCapabilities Capabilities { get; } = new(Hold: true, Capture: true, RefundWay.Automatic, SplitFee: false, SavedMethod: false);

    public Task<ProviderStart> StartAsync(ProviderOrder order, CancellationToken stop) => throw new NotSupportedException("A wallet pays at once.");

    public async Task<ProviderPayment> FetchAsync(string reference, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var payment = await PaymentAsync(reference, stop);
        await work.RollbackAsync();
        return Seen(payment, payment.State switch { PaymentState.Held => ProviderState.Held, PaymentState.Released or PaymentState.Failed => ProviderState.Declined, _ => ProviderState.Succeeded }, payment.Arrived.AmountMinor);
    }

    /// <summary>Keeps what is taken of the credit that was set aside; the rest goes back to the lots it came from.</summary>
    public async Task<ProviderPayment> CaptureAsync(string reference, Money amount, Money commission, Guid key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var payment = await PaymentAsync(reference, stop);
        var rest = payment.Amount with { AmountMinor = payment.AmountMinor - amount.AmountMinor };
        if (rest.AmountMinor > 0 && !await returning.GiveBackAsync(payment.Id, rest, key, stop)) throw new InvalidOperationException($"Payment {payment.Id} has not set aside {rest}.");
        await work.CommitAsync(stop);
        return Seen(payment, ProviderState.Succeeded, amount.AmountMinor);
    }

    /// <summary>All that was set aside goes back to the lots it came from.</summary>
    public async Task<ProviderPayment> ReleaseAsync(string reference, Guid key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var payment = await PaymentAsync(reference, stop);
        if (!await returning.GiveBackAsync(payment.Id, payment.Amount, key, stop)) throw new InvalidOperationException($"Payment {payment.Id} has not set aside {payment.Amount}.");
        await work.CommitAsync(stop);
        return Seen(payment, ProviderState.Declined, 0);
    }

    public async Task<RefundAnswer> RefundAsync(string reference, Money amount, Money commissionBack, Guid key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (!await returning.GiveBackAsync(Guid.Parse(reference), amount, key, stop))
        {
            await work.RollbackAsync();
            return new RefundAnswer(RefundState.Refused, null, "more_than_was_paid");
        }
        await work.CommitAsync(stop);
        return new RefundAnswer(RefundState.Settled, $"{key}", null);
    }

    public ProviderEvent? ReadEvent(IHeaderDictionary headers, ReadOnlyMemory<byte> body) => null;

    private Task<Payment> PaymentAsync(string reference, CancellationToken stop)
    {
        var id = Guid.Parse(reference);
        return work.Model<PaymentsModel>().Payments.AsNoTracking().FirstAsync(payment => payment.Id == id, stop);
    }

    private static ProviderPayment Seen(Payment payment, ProviderState state, long takenMinor) =>
        new($"{payment.Id}", payment.Id, payment.Amount, state, payment.RefundedMinor) { TakenMinor = takenMinor };
}
