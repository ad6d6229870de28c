using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Has the holder of an account told what happened at it, and writes it into the audit log.</summary>
internal sealed class Alerts(UnitOfWork work, TimeProvider clock)
{
    /// <param name="email">Where to, if not to the account's address.</param>
    /// <param name="detail">What the mail says besides.</param>
    public void Tell(User user, string what, string? email = null, string? detail = null)
    {
        // A second mail about the same is no second act.
        if (email is null) work.Audit(new Act($"account.{what}", "account", $"{user.Id}", user.FullName));
        work.Tell(new AccountAlerted(user.Id, Guid.CreateVersion7(clock.GetUtcNow()), what, email ?? user.Email!, user.FirstName, user.Language, detail));
    }
}
