namespace PadelSaaS.Contracts.Identity;

/// <summary>Whether it is still the holder who sits there, before something that cannot be taken back. Answered by Identity.</summary>
public interface IReauthentication
{
    /// <summary>
    /// Whether the account's holder has just proved who they are: by signing in on this device in the last ten minutes, or by the password
    /// now. A wrong one counts like one at the sign-in. Outside a unit of work.
    /// </summary>
    /// <param name="password">What was typed; empty where nothing was.</param>
    Task<bool> IsHolderAsync(Guid accountId, Guid sessionId, string? password, CancellationToken stop = default);

    /// <summary>Whether the device signed in in the last ten minutes, so that no password has to be asked for.</summary>
    Task<bool> IsFreshAsync(Guid sessionId, CancellationToken stop = default);
}
