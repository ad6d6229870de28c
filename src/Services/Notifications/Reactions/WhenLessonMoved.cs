using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Everybody with a place hears where and when the lesson is now.</summary>
internal sealed class WhenLessonMoved(CurrentTenant tenant, LessonMails mails, Post post) : IReaction<LessonMoved>
{
    public async Task HearAsync(LessonMoved fact, CancellationToken stop)
    {
        if (fact.PartOf is not null) return;
        foreach (var pupil in fact.Pupils)
            if (Reader.Of(pupil.Booker, tenant.Info) is { } reader)
                await post.PutAsync(await mails.MovedAsync(fact, pupil, reader, stop), reader, null, $"{pupil.PlaceId} {fact.Lesson.Court.Moves}", stop);
    }
}
