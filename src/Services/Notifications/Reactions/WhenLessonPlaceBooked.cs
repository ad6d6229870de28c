using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Who took a place in a lesson gets a mail with the way back to it.</summary>
internal sealed class WhenLessonPlaceBooked(CurrentTenant tenant, LessonMails mails, Post post) : IReaction<LessonPlaceBooked>
{
    public async Task HearAsync(LessonPlaceBooked fact, CancellationToken stop)
    {
        if (Reader.Of(fact.Pupil.Booker, tenant.Info) is { } reader) await post.PutAsync(await mails.BookedAsync(fact, reader, stop), reader, null, fact.Pupil.PlaceId, stop);
    }
}
