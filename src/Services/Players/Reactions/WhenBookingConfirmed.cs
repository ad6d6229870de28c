using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Events;

namespace PadelSaaS.Players.Reactions;

/// <summary>Who books is a customer. A guest without an address is nobody the club could know again.</summary>
internal sealed class WhenBookingConfirmed(IAccounts accounts, Newcomers newcomers) : IReaction<BookingConfirmed>
{
    public async Task HearAsync(BookingConfirmed fact, CancellationToken stop)
    {
        var booker = fact.Court.Booker;
        if (booker.AccountId is { } id)
        {
            if (await accounts.FindAsync(id, stop) is { } account) await newcomers.AddAsync(account, booker.Language, stop);
        }
        else if (!string.IsNullOrWhiteSpace(booker.Email))
        {
            await newcomers.AddGuestAsync(booker.Name, booker.Email.Trim(), booker.Phone, booker.Language, stop);
        }
    }
}
