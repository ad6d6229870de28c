using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Has the holder of an account told what happened at it.</summary>
internal sealed class Alerts(UnitOfWork work, TimeProvider clock)
{
    /// <param name="email">Where to, if not to the account's address.</param>
    /// <param name="detail">What the mail says besides.</param>
    public void Tell(User user, string what, string? email = null, string? detail = null) =>
        work.Tell(new AccountAlerted(user.Id, Guid.CreateVersion7(clock.GetUtcNow()), what, email ?? user.Email!, user.FirstName, user.Language, detail));
}
