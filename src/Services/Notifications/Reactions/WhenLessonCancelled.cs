using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Everybody with a place hears once that the lesson does not take place.</summary>
internal sealed class WhenLessonCancelled(CurrentTenant tenant, LessonMails mails, Post post) : IReaction<LessonCancelled>
{
    public async Task HearAsync(LessonCancelled fact, CancellationToken stop)
    {
        // What was called off with a whole course stands in one message about all of it.
        if (fact.PartOf is not null) return;
        foreach (var pupil in fact.Pupils)
            if (Reader.Of(pupil.Booker, tenant.Info) is { } reader) await post.PutAsync(await mails.CancelledAsync(fact, pupil, reader, stop), reader, null, pupil.PlaceId, stop);
    }
}
