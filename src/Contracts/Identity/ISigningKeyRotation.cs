namespace PadelSaaS.Contracts.Identity;

/// <summary>Changes the key that signs access tokens before its age does, from the command line.</summary>
public interface ISigningKeyRotation
{
    /// <summary>Publishes the next key. It signs after the usual time, so that nobody meets a token they cannot check.</summary>
    /// <param name="atOnce">For a key that somebody stole: the next one signs now and every other is worth nothing, with all that they signed.</param>
    /// <returns>When the next key signs.</returns>
    Task<DateTimeOffset> RotateAsync(bool atOnce, CancellationToken stop = default);
}
