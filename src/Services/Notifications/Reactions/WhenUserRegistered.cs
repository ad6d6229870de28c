using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>A new account is welcomed.</summary>
internal sealed class WhenUserRegistered(CurrentTenant tenant, WelcomeMail welcome, Post post) : IReaction<UserRegistered>
{
    public Task HearAsync(UserRegistered fact, CancellationToken stop)
    {
        var reader = new Reader(fact.UserId, $"{fact.FirstName} {fact.LastName}".Trim(), fact.Email, Reader.Spoken(fact.Language, tenant.Info));
        return post.PutAsync(welcome.Write(reader), reader, null, fact.UserId, stop);
    }
}
