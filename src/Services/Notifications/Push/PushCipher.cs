using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PadelSaaS.Notifications.Push;

/// <summary>Seals a message for one browser, as RFC 8291 says (content coding <c>aes128gcm</c> of RFC 8188, one record): the push service that carries it reads nothing.</summary>
internal static class PushCipher
{
    /// <summary>How much fits into one record, in bytes.</summary>
    public const int MostBytes = 3900;

    private const int SaltBytes = 16, KeyBytes = 16, NonceBytes = 12, TagBytes = 16, PointBytes = 65, AuthBytes = 16, RecordSize = 4096;

    // The last record ends with 2.
    private const byte LastRecord = 2;

    /// <summary>The body of the call to the push service.</summary>
    /// <param name="publicKey">The browser's <c>p256dh</c>, base64url.</param>
    /// <param name="auth">The browser's <c>auth</c>, base64url.</param>
    /// <exception cref="ArgumentException">The keys are none (<see cref="AreKeys"/>), or the message is too long.</exception>
    public static byte[] Seal(string message, string publicKey, string auth)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Seal(Encoding.UTF8.GetBytes(message), Base64Url.DecodeFromChars(publicKey), Base64Url.DecodeFromChars(auth), own, RandomNumberGenerator.GetBytes(SaltBytes));
    }

    /// <summary>Whether a browser can have such keys: a point of P-256 and sixteen bytes.</summary>
    public static bool AreKeys(string? publicKey, string? auth)
    {
        try
        {
            if (publicKey is not { Length: < 200 } || auth is not { Length: < 100 } || Base64Url.DecodeFromChars(auth).Length != AuthBytes) return false;
            using var key = Import(Base64Url.DecodeFromChars(publicKey));
            return true;
        }
        catch (Exception none) when (none is FormatException or CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    internal static byte[] Seal(ReadOnlySpan<byte> message, byte[] theirs, byte[] auth, ECDiffieHellman own, byte[] salt)
    {
        if (message.Length > MostBytes) throw new ArgumentException($"A push message has at most {MostBytes} bytes, not {message.Length}.", nameof(message));
        using var their = Import(theirs);
        var ours = Point(own.ExportParameters(false));
        var shared = own.DeriveRawSecretAgreement(their.PublicKey);
        var info = (byte[])[.. "WebPush: info\0"u8, .. theirs, .. ours];
        var ikm = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, auth, info);
        var prk = HKDF.Extract(HashAlgorithmName.SHA256, ikm, salt);
        var key = HKDF.Expand(HashAlgorithmName.SHA256, prk, KeyBytes, [.. "Content-Encoding: aes128gcm\0"u8]);
        var nonce = HKDF.Expand(HashAlgorithmName.SHA256, prk, NonceBytes, [.. "Content-Encoding: nonce\0"u8]);

        var record = (byte[])[.. message, LastRecord];
        var (body, head) = (new byte[SaltBytes + 4 + 1 + PointBytes + record.Length + TagBytes], SaltBytes + 4 + 1 + PointBytes);
        salt.CopyTo(body, 0);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(SaltBytes), RecordSize);
        body[SaltBytes + 4] = PointBytes;
        ours.CopyTo(body, SaltBytes + 5);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, record, body.AsSpan(head, record.Length), body.AsSpan(head + record.Length));
        return body;
    }

    /// <summary>A public key as browsers and push services write it: uncompressed.</summary>
    internal static byte[] Point(ECParameters key) => [4, .. key.Q.X!, .. key.Q.Y!];

    private static ECDiffieHellman Import(byte[] point) => point is [4, ..] && point.Length == PointBytes
        ? ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } })
        : throw new ArgumentException("This is no uncompressed point of P-256.", nameof(point));
}
