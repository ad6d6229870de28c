using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace PadelSaaS.Platform.Security;

/// <summary>
/// Six digits that change every 30 seconds (RFC 6238, HMAC-SHA-1, as every authenticator app makes them). A code holds for the step before and
/// the one after, and no step is taken twice: whoever looks over a shoulder is late.
/// </summary>
public static class Totp
{
    private const int StepSeconds = 30;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret: 160 bits in base 32, as it is shown and scanned.</summary>
    public static string NewSecret() => ToBase32(RandomNumberGenerator.GetBytes(20));

    /// <summary>The code of an instant.</summary>
    public static string Code(string secret, DateTimeOffset at) => Code(FromBase32(secret), Step(at));

    /// <summary>The step whose code this is; <see langword="null"/> when it is none of now, or its step or a later one was used.</summary>
    /// <param name="lastStep">The latest step that was ever accepted.</param>
    public static long? Accept(string secret, string? code, long lastStep, DateTimeOffset now)
    {
        var typed = string.Concat((code ?? "").Where(char.IsAsciiDigit));
        var key = FromBase32(secret);
        long? found = null;
        for (var step = Step(now) - 1; step <= Step(now) + 1; step++)
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Code(key, step)), System.Text.Encoding.ASCII.GetBytes(typed)) && step > lastStep) found ??= step;
        return found;
    }

    /// <summary>What an authenticator app reads from the square code.</summary>
    public static string Link(string issuer, string account, string secret) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={secret}&issuer={Uri.EscapeDataString(issuer)}";

    internal static string Code(byte[] key, long step, int digits = 6)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        // The algorithm of the apps. Nothing here rests on collisions of SHA-1.
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    private static long Step(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    private static string ToBase32(byte[] bytes) =>
        string.Concat(Enumerable.Range(0, bytes.Length * 8 / 5).Select(place => Alphabet[Enumerable.Range(place * 5, 5).Aggregate(0, (value, bit) => (value << 1) | ((bytes[bit / 8] >> (7 - (bit % 8))) & 1))]));

    private static byte[] FromBase32(string text)
    {
        var bits = text.ToUpperInvariant().Select(letter => Alphabet.IndexOf(letter, StringComparison.Ordinal)).Where(value => value >= 0).SelectMany(value => Enumerable.Range(0, 5).Select(bit => (value >> (4 - bit)) & 1)).ToList();
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => (byte)chunk.Aggregate(0, (value, bit) => (value << 1) | bit))];
    }
}
