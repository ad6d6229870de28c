using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Everybody with a place in a course that was called off hears of all their lessons in one message.</summary>
internal sealed class WhenCourseCancelled(CurrentTenant tenant, LessonMails mails, Post post) : IReaction<CourseCancelled>
{
    public async Task HearAsync(CourseCancelled fact, CancellationToken stop)
    {
        foreach (var pupil in fact.Pupils)
            if (Reader.Of(pupil.Booker, tenant.Info) is { } reader)
                await post.PutAsync(await mails.CourseCancelledAsync(fact, pupil, reader, stop), reader, null, $"{fact.Act} {pupil.Places[0].PlaceId}", stop);
    }
}
