using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// The wallet as a way to pay: offered where the club lists it, to players who are signed in. It settles in the transaction in which it
/// spends (<see cref="PayByWallet"/>), so nothing is ever open at it; it gives back with the refund's id as its key, as every provider does.
/// </summary>
internal sealed class WalletProvider(UnitOfWork work, ReturningCredit returning) : IPaymentProvider
{
    public string Name => Payment.Wallet;

    public bool IsAvailable => true;

    public ProviderCapabilities Capabilities { get; } = new(Hold: false, Capture: false, RefundWay.Automatic, SplitFee: false, SavedMethod: false);

    public Task<ProviderStart> StartAsync(ProviderOrder order, CancellationToken stop) => throw new NotSupportedException("A wallet pays at once.");

    public Task<ProviderPayment> FetchAsync(string reference, CancellationToken stop) => throw new NotSupportedException("A wallet's payment is never open.");

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
}
