using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Changing;

/// <summary>
/// Where the money goes of a booking that its player cancels: back the way it was paid, or into their wallet at once, as the club sets and the player
/// chooses. Only whoever paid has the choice: with an account, for a booking that was never handed over and not shared.
/// </summary>
internal sealed class RefundWay(IWallets wallets, Visit visit)
{
    public const string Origin = "origin";
    public const string Wallet = "wallet";
    public const string Choice = "choice";

    /// <returns><c>origin</c>, <c>wallet</c>, or <c>choice</c> where the player says.</returns>
    public async Task<string> OfferedAsync(Booking booking, Money refund, CancellationToken stop) =>
        refund.AmountMinor > 0 && booking.UserId is { } holder && holder == visit.Caller.AccountId && booking.KeyTurn == 0 && booking.PaymentMethod is not (PaymentMethods.Wallet or PaymentMethods.Split)
            ? await wallets.CancelledToAsync(stop)
            : Origin;

    /// <summary>Whether it becomes credit, as was wished; the club's way where nothing was.</summary>
    public async Task<(bool IntoWallet, Refusal? Refusal)> DecideAsync(Booking booking, Money refund, string? wished, CancellationToken stop)
    {
        if (wished is null && refund.AmountMinor == 0) return (false, null);
        var offered = await OfferedAsync(booking, refund, stop);
        return wished switch
        {
            null => (offered == Wallet, null),
            Wallet => (true, offered == Origin ? Refusals.RefundWayNotOffered : null),
            _ => (false, offered == Wallet ? Refusals.RefundWayNotOffered : null),
        };
    }
}
