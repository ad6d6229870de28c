using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Taking;

/// <summary>What somebody at the checkout has in their wallet for this court.</summary>
/// <param name="Part">What of the price it can pay.</param>
public sealed record WalletHere(Money Available, Money Part, bool IsEnough);

/// <summary>Looks into the wallet of who is signed in, for the page where a court is paid.</summary>
internal sealed class WalletChoice(IWallets wallets, Visit visit)
{
    /// <summary>What who is signed in can spend on it, in minor units; nothing for a guest.</summary>
    public async Task<long> HeldAsync(Booking booking, CancellationToken stop) => (await OfAsync(booking, stop))?.Available.AmountMinor ?? 0;

    /// <returns><see langword="null"/> for a guest, and for somebody with nothing that counts here.</returns>
    public async Task<WalletHere?> OfAsync(Booking booking, CancellationToken stop)
    {
        if (visit.Caller.AccountId is not { } account) return null;
        var day = DateOnly.FromDateTime(BookingView.LocalOf(booking.StartsAt, booking.Zone).DateTime);
        var available = await wallets.AvailableAsync(account, booking.Currency, booking.VenueId, day, booking.Id, stop);
        return available.AmountMinor <= 0 ? null : new WalletHere(available, PartOfPrice.Of(available, booking.Price), available.AmountMinor >= booking.Price.AmountMinor);
    }
}
