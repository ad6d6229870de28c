using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Notifications.OfPlatform;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Notifications;

/// <summary>Who wants to open a club gets the link that goes on with it, in the platform's own name.</summary>
internal sealed class WhenSignupAsked(SignupMails mails, PlatformPost post) : IReaction<SignupAsked>
{
    public Task HearAsync(SignupAsked fact, CancellationToken stop)
    {
        var reader = new Reader(null, fact.FirstName, fact.Email, Visit.PlatformLanguages.Contains(fact.Language) ? fact.Language : "en");
        return post.PutAsync(mails.Write(fact, reader), reader, $"signup {fact.SignupId}", fact.SealedKey, stop);
    }
}
