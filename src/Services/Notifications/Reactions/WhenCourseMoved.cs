using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Everybody with a place in a course that moved hears of all their lessons in one message.</summary>
internal sealed class WhenCourseMoved(CurrentTenant tenant, CourseMails mails, Post post) : IReaction<CourseMoved>
{
    public async Task HearAsync(CourseMoved fact, CancellationToken stop)
    {
        foreach (var pupil in fact.Pupils)
            if (Reader.Of(pupil.Booker, tenant.Info) is { } reader)
                await post.PutAsync(await mails.MovedAsync(fact, pupil, reader, stop), reader, null, $"{fact.Act} {pupil.Places[0].PlaceId}", stop);
    }
}
