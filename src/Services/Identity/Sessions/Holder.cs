using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Identity;

/// <summary>
/// Asks again who sits there before something is made that opens the account: a borrowed device is not enough. The password says it; an
/// account that has none has signed in within ten minutes, with its passkey or a recovery code.
/// </summary>
internal sealed class Holder(Users users, Credentials credentials, Entrance entrance, Visit visit, TimeProvider clock)
{
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>The account, or why not. A wrong password is counted, so the caller commits either way.</summary>
    public async Task<(User? Who, Refusal? Refusal)> ProveAsync(string? password, HttpContext http)
    {
        var user = await users.FindByIdAsync($"{visit.Caller.AccountId}") ?? throw new InvalidOperationException("A session outlived its account.");
        if (user.PasswordHash is null) return await IsFreshAsync(http) ? (user, null) : (null, Refusals.SignInAgain);
        var proved = await credentials.ProveAsync(user.Email!, password ?? "", http.RequestAborted);
        return proved?.Id == user.Id ? (proved, null) : (null, Refusals.NotThePassword);
    }

    /// <summary>How the caller would prove it now. The unit of work is open.</summary>
    public async Task<Proof> HowAsync(HttpContext http)
    {
        var user = await users.FindByIdAsync($"{visit.Caller.AccountId}") ?? throw new InvalidOperationException("A session outlived its account.");
        return user.PasswordHash is not null ? Proof.Password : await IsFreshAsync(http) ? Proof.Given : Proof.SignInAgain;
    }

    private async Task<bool> IsFreshAsync(HttpContext http) => await entrance.OfAsync(http.User, http.RequestAborted) is { } session && session.CreatedAt > clock.GetUtcNow() - Fresh;
}

/// <summary>How somebody who is signed in shows that it is them.</summary>
public enum Proof
{
    /// <summary>By the password.</summary>
    Password,

    /// <summary>They signed in a moment ago.</summary>
    Given,

    /// <summary>By signing in once more.</summary>
    SignInAgain,
}
