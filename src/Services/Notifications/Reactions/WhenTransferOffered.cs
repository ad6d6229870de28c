using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Who is offered a booking gets the link to take it or not, while that is possible.</summary>
internal sealed class WhenTransferOffered(CurrentTenant tenant, TransferMails mails, Post post) : IReaction<TransferOffered>
{
    public async Task HearAsync(TransferOffered fact, CancellationToken stop)
    {
        if (Reader.Of(fact.Receiver, tenant.Info) is { } reader) await post.PutAsync(await mails.OfferedAsync(fact, reader, stop), reader, fact.Court.BookingId, fact.TransferId, stop);
    }
}

/// <summary>Whose booking nobody wanted hears that it is still theirs.</summary>
internal sealed class WhenTransferDeclined(CurrentTenant tenant, TransferMails mails, Post post) : IReaction<TransferDeclined>
{
    public async Task HearAsync(TransferDeclined fact, CancellationToken stop)
    {
        if (Reader.Of(fact.Court.Booker, tenant.Info) is { } reader) await post.PutAsync(await mails.DeclinedAsync(fact, reader, stop), reader, fact.Court.BookingId, fact.TransferId, stop);
    }
}
