using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Events;

namespace PadelSaaS.Players.Reactions;

/// <summary>Who books is a customer. A guest without an address is nobody the club could know again.</summary>
internal sealed class WhenBookingConfirmed(IAccounts accounts, IBookingContacts contacts, Newcomers newcomers) : IReaction<BookingConfirmed>
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
            var phone = await contacts.PhoneOfGuestAsync(fact.Court.BookingId, booker.Email, stop);
            await newcomers.AddGuestAsync(booker.Name, booker.Email.Trim(), phone, booker.Language, stop);
        }
    }
}
