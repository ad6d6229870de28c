using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PadelSaaS.Identity;

/// <summary>A ticket for the next pair of tokens, good for one use. Whoever steals this table has stolen nothing: it holds hashes of 256-bit secrets.</summary>
internal sealed class RefreshToken
{
    private const int SecretBytes = 32;

    public required byte[] Hash { get; init; }

    public Guid SessionId { get; private init; }

    public DateTimeOffset IssuedAt { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>A new token, and its secret: the only time it is known here.</summary>
    public static (RefreshToken Token, string Secret) For(Session session, DateTimeOffset now)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return (new RefreshToken { Hash = HashOf(secret), SessionId = session.Id, IssuedAt = now, ExpiresAt = session.EndsAt }, secret);
    }

    /// <summary>What is stored of a secret. It is random enough that a fast hash without salt is safe.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
