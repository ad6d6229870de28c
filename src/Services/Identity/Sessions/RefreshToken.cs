using PadelSaaS.Platform.Security;

namespace PadelSaaS.Identity;

/// <summary>A ticket for the next pair of tokens, good for one use. Whoever steals this table has stolen nothing: it holds hashes of 256-bit secrets.</summary>
internal sealed class RefreshToken
{
    public required byte[] Hash { get; init; }

    public Guid SessionId { get; private init; }

    public DateTimeOffset IssuedAt { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>A new token, and its secret: the only time it is known here.</summary>
    public static (RefreshToken Token, string Secret) For(Session session, DateTimeOffset now)
    {
        var secret = LinkSecrets.New();
        return (new RefreshToken { Hash = LinkSecrets.HashOf(secret), SessionId = session.Id, IssuedAt = now, ExpiresAt = session.EndsAt }, secret);
    }
}
