using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PadelSaaS.Platform.Security;

/// <summary>
/// How a sealed value looks: version (1 byte), id of its data key (4, big endian), nonce (12), tag (16), AES-256-GCM ciphertext. Version and
/// key id are part of what the tag vouches for, and so is the place the value belongs to.
/// </summary>
internal static class SealedBytes
{
    public const byte Version = 1;

    /// <summary>Bytes before the ciphertext.</summary>
    public const int Head = Mark + Nonce + Tag;

    private const int Mark = 5;
    private const int Nonce = 12;
    private const int Tag = 16;

    public static byte[] Encrypt(byte[] key, int keyId, byte[] bound, ReadOnlySpan<byte> plain)
    {
        var value = new byte[Head + plain.Length];
        value[0] = Version;
        BinaryPrimitives.WriteInt32BigEndian(value.AsSpan(1), keyId);
        RandomNumberGenerator.Fill(value.AsSpan(Mark, Nonce));
        using var cipher = new AesGcm(key, Tag);
        cipher.Encrypt(value.AsSpan(Mark, Nonce), plain, value.AsSpan(Head), value.AsSpan(Mark + Nonce, Tag), [.. value.AsSpan(0, Mark), .. bound]);
        return value;
    }

    /// <exception cref="CryptographicException">Changed, moved from another place, or sealed by another key.</exception>
    public static byte[] Decrypt(byte[] key, byte[] bound, ReadOnlySpan<byte> value)
    {
        KeyId(value);
        var plain = new byte[value.Length - Head];
        using var cipher = new AesGcm(key, Tag);
        cipher.Decrypt(value.Slice(Mark, Nonce), value[Head..], value.Slice(Mark + Nonce, Tag), plain, [.. value[..Mark], .. bound]);
        return plain;
    }

    /// <summary>Which data key sealed it.</summary>
    /// <exception cref="CryptographicException">It is no sealed value of a version known here.</exception>
    public static int KeyId(ReadOnlySpan<byte> value) =>
        value.Length >= Head && value[0] == Version ? BinaryPrimitives.ReadInt32BigEndian(value[1..]) : throw new CryptographicException("This is no sealed value, or one of a later version.");
}
